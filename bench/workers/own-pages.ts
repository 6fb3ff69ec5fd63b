/**
 * The lower limit of a person's page and of a moved date: a Hono page with the statements of ours,
 * but without a plan, and with ready-made HTML.
 */
import { Hono } from 'hono/tiny';
import { d1 } from '../../src/storage/database.ts';
import type { PlannedRow } from '../../src/storage/deliveries.ts';
import { findEnrolment } from '../../src/storage/enrolments.ts';
import { saveChange } from '../../src/storage/subscriptions.ts';

/** The page's HTML. */
declare const DATA: string;

const app = new Hono<{ Bindings: { DB: D1Database } }>();

app.get('/own/:id', async (c) => {
  await findEnrolment(d1(c.env.DB), c.req.param('id'));
  return c.html(DATA);
});

app.post('/own/:id/reschedule', async (c) => {
  const { target_date: date } = await c.req.json();
  const db = d1(c.env.DB);
  const basis = (await findEnrolment(db, c.req.param('id')))!;
  const { subscription, address } = basis;
  const next = { ...subscription, targetDate: date, revision: subscription.revision + 1 };
  const dueAt = Date.parse(date);
  const rows = MESSAGES.map(
    (message): PlannedRow => ({
      ...{ id: `${subscription.id}_${message}_1_1`, message, kind: 'lesson', round: 1 },
      ...{ occasion: 1, class: 1, state: 'scheduled', reason: null, dueAt, closesAt: dueAt },
      ...{ address, facts: { next: { lesson: 'one-day', at: dueAt } } },
    }),
  );
  const change = { basis, next, rows, cancelReason: 'replaced', wakeAt: dueAt } as const;
  await saveChange({ db, hashesOf: () => [] }, change);
  return c.json({ status: 'moved' });
});

/** As many rows as our plan. */
const MESSAGES = ['one-week', 'one-day', 'one-year', 'three-months', 'date-moved', 'how-did-it-go'];

export default app;
