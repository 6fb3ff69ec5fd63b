/**
 * Like `tutorial.ts`, but with batches: renders a hundred emails, sends them in one call and marks
 * them.
 */
import { Resend } from 'resend';
import { type Due, type Env, MARK_SENT, mailFor, SELECT_DUE } from './lesson-mail.tsx';

export default {
  async scheduled({ scheduledTime: now }, env) {
    const resend = new Resend(env.RESEND_API_KEY, { baseUrl: env.RESEND_BASE_URL });
    const { results } = await env.DB.prepare(SELECT_DUE).bind(now).all<Due>();
    const markSent = env.DB.prepare(MARK_SENT);
    for (let from = 0; from < results.length; from += 100) {
      const batch = results.slice(from, from + 100);
      const mails = await Promise.all(batch.map((due) => mailFor(due, now, env)));
      const { data, error } = await resend.batch.send(mails);
      if (error) console.error(batch[0]?.id, error.message);
      else await env.DB.batch(batch.map((due, i) => markSent.bind(due.id, data.data[i]!.id, now)));
    }
  },
} satisfies ExportedHandler<Env>;
