/**
 * Scheduled emails as in tutorials, done well: select the due subscribers, render each email with
 * React Email, send it with the `resend` package, and mark it.
 */
import { Resend } from 'resend';
import { type Due, type Env, MARK_SENT, mailFor, SELECT_DUE } from './lesson-mail.tsx';

export default {
  async scheduled({ scheduledTime: now }, env) {
    const resend = new Resend(env.RESEND_API_KEY, { baseUrl: env.RESEND_BASE_URL });
    const { results } = await env.DB.prepare(SELECT_DUE).bind(now).all<Due>();
    const markSent = env.DB.prepare(MARK_SENT);
    for (const due of results) {
      const { data, error } = await resend.emails.send(await mailFor(due, now, env));
      if (error) console.error(due.id, error.message);
      else await markSent.bind(due.id, data.id, now).run();
    }
  },
} satisfies ExportedHandler<Env>;
