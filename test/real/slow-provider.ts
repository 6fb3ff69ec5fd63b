/** A provider that answers slowly, while people leave, move and erase themselves. */
import { expect } from 'vitest';
import { mailLinks, tokens } from '../../src/links/links.ts';
import { addDue, states } from './ledger.ts';
import { LINK_SECRET, type Machine, pause } from './machine.ts';

const DUE = Date.parse('2028-03-13T08:00:00Z');
const DAY = 86_400_000;
const TWO_SECONDS = 2000;
/** From the start of a call to its arrival on a busy machine; wrong designs are late by seconds. */
const JOURNEY = 1000;

/**
 * Sends `count` emails in this many ticks, with answers after `latency` ms: no call starts more than
 * two seconds after its fence, or contains a person who left two seconds before.
 */
export async function sendSlowly(
  machine: Machine,
  count: number,
  latency: number,
  ticks: number,
): Promise<void> {
  const prefix = `slow${count}x${latency}y`;
  const at = DUE + latency * DAY;
  const { database, provider } = machine;
  addDue(database, { prefix, count, at });
  provider.state.calls.length = 0;
  provider.state.settings.latency_ms = latency;
  const gone = new Map<string, number>();
  const statuses = new Set<number>();
  for (let minute = 0; minute < ticks; minute++) {
    const start = at + minute * 60_000;
    const began = Date.now();
    let over = false;
    const ticking = machine.tick(start).finally(() => {
      over = true;
    });
    for (let n = 0; n < 10 && !over; n++) {
      const index = count - minute * 10 - n;
      const kind = (['leave', 'move', 'erase'] as const)[n % 3]!;
      statuses.add(await act(machine, kind, `${prefix}${index}`));
      gone.set(`${prefix}${index}_one-week_1_1`, start + Date.now() - began);
      await pause(latency / 4);
    }
    await ticking;
  }
  provider.state.settings.latency_ms = 0;
  expect([...statuses].filter((status) => ![200, 303].includes(status))).toEqual([]);
  expect(gone.size).toBeGreaterThan(3);

  const fenced = database
    .prepare('SELECT id, call_id, first_call_at FROM deliveries WHERE id LIKE ?')
    .all(`${prefix}%`) as { id: string; first_call_at: number | null }[];
  const fencedAt = new Map(fenced.map((row) => [row.id, row.first_call_at]));
  const batches = new Map<string, string[]>();
  for (const { key, tags } of provider.state.mails) {
    if (!key?.startsWith('batch.')) continue;
    batches.set(key, [...(batches.get(key) ?? []), tags[0]!.value]);
  }
  const calls = provider.state.calls.filter(({ key }) => key !== null);
  expect(calls.length).toBeGreaterThan(3);
  for (const call of calls) {
    const start = Date.parse(call.at);
    for (const id of deliveries(call, batches)) {
      const fence = fencedAt.get(id);
      if (fence) expect([id, start - fence <= TWO_SECONDS + JOURNEY]).toEqual([id, true]);
      const left = gone.get(id);
      if (left) expect([id, start <= left + TWO_SECONDS + JOURNEY]).toEqual([id, true]);
    }
  }
  const { sent = 0 } = states(machine, prefix);
  expect(sent).toBeGreaterThan(15);
}

const signed = tokens([LINK_SECRET]);
const links = mailLinks(signed);

type Act = 'leave' | 'move' | 'erase';

/** Requests by a person's email client or browser. */
async function act(machine: Machine, kind: Act, id: string): Promise<number> {
  const manage = links.manage('', signed.currentKey, id, 0);
  const form = (path: string, body: Record<string, string>) =>
    machine.request(path, { method: 'POST', body: new URLSearchParams(body) });
  const answer =
    kind === 'leave'
      ? await form(links.unsubscribe('', signed.currentKey, id, 0), {
          'List-Unsubscribe': 'One-Click',
        })
      : kind === 'move'
        ? await form(`${manage}/reschedule`, { target_date: '2028-07-20' })
        : await form(`${manage}/erase`, {});
  await answer.text();
  return answer.status;
}

const deliveries = (call: { key: string | null }, batches: ReadonlyMap<string, string[]>) =>
  batches.get(call.key ?? '') ?? [call.key ?? ''];
