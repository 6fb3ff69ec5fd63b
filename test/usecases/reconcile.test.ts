/** Unknown emails and the provider's list: what it contains, what it proves, and where it ends. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { erasePerson } from '../../src/storage/leaving.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { emptyDatabase, isolatedPorts, NOW } from '../support/isolated-ports.ts';
import { addDue, lessons } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

beforeEach(emptyDatabase);

/** When the unclear call is made. */
const CALLED = NOW + HOUR;

type Isolated = ReturnType<typeof isolatedPorts>;

/** Removes what the provider accepted before this instant from its list. */
function forgetBefore({ provider: { state } }: Isolated, at: number): void {
  const kept = state.mails.filter(({ accepted_at }) => Date.parse(accepted_at) >= at);
  state.mails.splice(0, state.mails.length, ...kept);
  state.positions.clear();
  for (const [index, { id }] of kept.entries()) state.positions.set(id, index);
}

/** One email whose call was unclear, and which is unknown since. */
async function unknownEmail(isolated: Isolated, prefix: string, accepted: boolean): Promise<void> {
  await addDue(prefix, 1, CALLED, 60);
  isolated.provider.addFaults({
    kind: accepted ? 'error_after' : 'error_before',
    times: 1,
    name: 'service_unavailable',
  });
  await isolated.play(CALLED);
  await bindings.DB.batch([
    bindings.DB.prepare(
      `UPDATE deliveries SET state = 'unknown', reason = 'key_expired', lease_token = NULL
       WHERE id LIKE '${prefix}%'`,
    ),
    bindings.DB.prepare('DELETE FROM calls'),
  ]);
}

const sendOne = async (isolated: Isolated, prefix: string, at: number): Promise<void> => {
  await addDue(prefix, 1, at);
  await isolated.play(at);
  expect(await lessons(prefix)).toEqual({ sent: 1 });
};

const playOn = async (isolated: Isolated, from: number, own?: Ports): Promise<void> => {
  for (let minute = 0; minute <= 30; minute += 10) await isolated.play(from + minute * MINUTE, own);
};

describe('the provider’s list', () => {
  it('that has ended before the first call proves nothing: the email stays unknown', async () => {
    const isolated = isolatedPorts();
    await sendOne(isolated, 'before', NOW);
    await unknownEmail(isolated, 'old', true);
    forgetBefore(isolated, NOW + 5 * DAY);
    await sendOne(isolated, 'since', NOW + 10 * DAY);
    await playOn(isolated, NOW + 35 * DAY);
    expect(await lessons('old')).toEqual({ 'unknown(list_ended)': 1 });
    expect(isolated.accepted('old')).toEqual({});
  });

  it('of an account without earlier emails proves nothing either', async () => {
    const isolated = isolatedPorts();
    await unknownEmail(isolated, 'first', false);
    await sendOne(isolated, 'since', CALLED + HOUR);
    await playOn(isolated, CALLED + 26 * HOUR);
    expect(await lessons('first')).toEqual({ 'unknown(list_ended)': 1 });
  });

  it('that reaches back beyond the first call proves that an email was never accepted', async () => {
    const isolated = isolatedPorts();
    await sendOne(isolated, 'before', NOW);
    await unknownEmail(isolated, 'never', false);
    await playOn(isolated, CALLED + 26 * HOUR);
    expect(await lessons('never')).toEqual({ sent: 1 });
    expect(isolated.accepted('never')).toEqual({ 1: 1 });
  });

  it('that has an email which the provider took back proves nothing about the later call', async () => {
    const isolated = isolatedPorts();
    await sendOne(isolated, 'before', NOW);
    await sendOne(isolated, 'back', CALLED - 5 * MINUTE);
    await bindings.DB.prepare(
      `UPDATE deliveries SET state = 'unknown', reason = 'key_expired', sent_at = NULL,
         first_call_at = ?1, closes_at = closes_at + 9e8 WHERE id LIKE 'back%'`,
    )
      .bind(CALLED)
      .run();
    await playOn(isolated, CALLED + 26 * HOUR);
    expect(await lessons('back')).toEqual({ sent: 1 });
    expect(isolated.accepted('back')).toEqual({ 2: 1 });
  });

  it('without an email proves nothing before 25 hours have passed', async () => {
    const isolated = isolatedPorts();
    await sendOne(isolated, 'before', NOW);
    await unknownEmail(isolated, 'soon', false);
    await playOn(isolated, CALLED + 24 * HOUR);
    expect(await lessons('soon')).toEqual({ 'unknown(key_expired)': 1 });
  });

  it('is not read again for emails that it can never settle', async () => {
    const isolated = isolatedPorts();
    await unknownEmail(isolated, 'lost', true);
    forgetBefore(isolated, NOW + DAY);
    await playOn(isolated, NOW + 2 * DAY);
    let pages = 0;
    const own = isolated.worker();
    const page = (after: string | null) => {
      pages++;
      return own.list.page(after);
    };
    await playOn(isolated, NOW + 3 * DAY, { ...own, list: { ...own.list, page } });
    expect(pages).toBe(0);
  });

  it("settles within minutes the emails left unclear by one member's erasure before a retry", async () => {
    const isolated = isolatedPorts();
    await addDue('batch', 45, NOW);
    isolated.provider.addFaults({ kind: 'drop_after', times: 1 });
    await isolated.play(NOW);
    await erasePerson(isolated.worker(), 'batchp7');
    await isolated.play(NOW + 2 * MINUTE);
    expect(await lessons('batch')).toEqual({ 'unknown(accepted_earlier)': 44 });
    for (let minute = 3; minute <= 20; minute++) await isolated.play(NOW + minute * MINUTE);
    expect(await lessons('batch')).toEqual({ sent: 44 });
    expect(isolated.accepted('batch')).toEqual({ 1: 45 });
  });
});
