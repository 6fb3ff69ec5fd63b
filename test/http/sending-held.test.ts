/** While `HELD` stops all sending, a sign-up gets the usual response and is queued. */
import { expect, it } from 'vitest';
import { tick } from '../../src/usecases/sending/tick.ts';
import { ports } from '../support/ledger.ts';
import { bindings, mailsTo, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const ADA = 'ada@held.example';

it('the tick settles it, and its email is sent once `HELD` is removed', async () => {
  const body = JSON.stringify({ email: ADA, target_date: '2028-03-20', time_zone: 'UTC' });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const answer = await request('/subscribe', NOW, init, { ...bindings, HELD: 'a restore' });
  expect([answer.status, await answer.json()]).toEqual([202, { status: 'check_your_inbox' }]);
  const known = () =>
    bindings.DB.prepare('SELECT id FROM subscribers WHERE address = ?1').bind(ADA).first();
  expect(await known()).toBeNull();
  const later = Date.parse(NOW) + 2 * 60_000;
  await tick({ ...ports(), held: 'a restore' }, () => later);
  expect(await known()).not.toBeNull();
  expect(await mailsTo(ADA)).toEqual([]);
  await tick(ports(), () => later + 60_000);
  expect(await mailsTo(ADA)).toHaveLength(1);
});
