/**
 * The lower limit of an email that is sent at most once: reads what is due, fences and records it
 * in Milepost's tables and in its flights, but sends one prepared body. No email has a value or a
 * link of its own.
 */
import { d1 } from '../../src/storage/database.ts';
import { type Due, findDue } from '../../src/storage/due.ts';
import { recordResults } from '../../src/storage/results.ts';
import { type Fence, fence } from '../../src/storage/sending.ts';

type Env = {
  DB: D1Database;
  PUBLIC_URL: string;
  MAIL_FROM: string;
  REPLY_TO: string;
  POSTAL_ADDRESS: string;
  RESEND_BASE_URL: string;
};

/** Emails in a call, calls in a flight and in a read, as in `src/usecases/sending`. */
const BATCH = 100;
const CONNECTIONS = 6;
const MOST_LOOKED_UP = 20;

const TEMPLATE = { hash: 'none', course: '', message: '', subject: [], html: [], text: [] };

let body: Uint8Array<ArrayBuffer> | null = null;

export default {
  async fetch(request) {
    body = new Uint8Array(await request.arrayBuffer());
    return new Response('ok');
  },

  async scheduled({ scheduledTime: now }, env) {
    const db = d1(env.DB);
    const lease = { token: crypto.randomUUID(), until: now + 300_000 };
    const sender = {
      from: env.MAIL_FROM,
      replyTo: env.REPLY_TO,
      postalAddress: env.POSTAL_ADDRESS,
      baseUrl: env.PUBLIC_URL,
    };
    let templates: Fence['templates'] = { version: 'none', all: [TEMPLATE] };
    let size = 1;
    const flight = async (due: readonly Due[]): Promise<void> => {
      const calls = hundreds(due);
      const keys = { linkKey: 'none', apiKey: 'none' };
      await fence(db, { now, lease, sender, ...keys, calls, templates });
      templates = null;
      const ids = await Promise.all(calls.map(() => push(env)));
      await recordResults(db, {
        now,
        lease,
        rows: calls.flatMap(({ members }, call) =>
          members.map(({ id }, n) => ({
            id,
            state: 'sent' as const,
            reason: null,
            providerId: ids[call]![n]!.id,
          })),
        ),
        accepted: { [`${due[0]!.person.course}/${due[0]!.message}`]: due.length },
        closed: calls.map(({ id }) => id),
        waiting: [],
      });
    };
    for (;;) {
      const due = await findDue(db, now, BATCH * MOST_LOOKED_UP, false);
      const isLast = due.length < BATCH * MOST_LOOKED_UP;
      while (due.length > 0) {
        await flight(due.splice(0, BATCH * size));
        size = CONNECTIONS;
      }
      if (isLast) return;
    }
  },
} satisfies ExportedHandler<Env>;

function hundreds(due: readonly Due[]): Fence['calls'] {
  return Array.from({ length: Math.ceil(due.length / BATCH) }, (_, index) => ({
    id: `batch.${crypto.randomUUID()}`,
    members: due.slice(index * BATCH, (index + 1) * BATCH).map((row) => ({
      id: row.id,
      subscriptionId: row.subscriptionId,
      address: row.address,
      closesAt: row.closesAt,
      template: TEMPLATE.hash,
      values: {},
      stored: [],
      toldDate: null,
      revision: row.person.revision,
      linkVersion: row.person.linkVersion,
      carries: null,
    })),
  }));
}

async function push(env: Env): Promise<readonly { readonly id: string }[]> {
  const response = await fetch(`${env.RESEND_BASE_URL}/emails/batch`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer re_bench',
      'content-type': 'application/json',
      'user-agent': 'bench/1',
    },
    body,
  });
  return ((await response.json()) as { data: { id: string }[] }).data;
}
