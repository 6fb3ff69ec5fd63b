import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../bench/crowds.ts';
import { type Crowd, capacity, RESEND, simulateQueue } from '../../bench/queue.ts';
import { queueTable } from '../../bench/queue-table.ts';
import { catalog } from '../../src/course/catalog.ts';

const course = catalog.all[0]!;
const crowd = (people: number, sendHour: number, targetDate = '2029-06-12'): Crowd => ({
  people,
  sendHour,
  targetDate,
  timeZone: 'Asia/Kolkata',
});
const fateOf = (crowds: readonly Crowd[], message: string, pace = RESEND) =>
  simulateQueue(course, crowds, pace).find((fate) => fate.message === message)!;

describe('the model of the send queue', () => {
  it.each(SCENARIOS)('counts every person once: $name', ({ crowds }) => {
    for (const people of [1_000_000, 100_000_000]) {
      for (const fate of simulateQueue(course, crowds(people))) {
        expect(fate.sent + fate.lost).toBe(fate.people);
      }
    }
  });

  it('sends as many emails a minute as the provider allows in the working seconds', () => {
    const minutes = 40;
    const people = minutes * RESEND.rate * RESEND.batch * RESEND.working;
    expect(fateOf([crowd(people, 8)], 'one-day').longestWait).toBe(minutes - 1);
    expect(fateOf([crowd(people + 1, 8)], 'one-day').longestWait).toBe(minutes);
  });

  it("loses exactly the emails whose window closes first: all of the last hour's but one hour's worth", () => {
    const hour = 60 * RESEND.rate * RESEND.batch * RESEND.working;
    const { sent, lost } = fateOf([crowd(hour + 1000, 23)], 'one-day');
    expect({ sent, lost }).toEqual({ sent: hour, lost: 1000 });
    expect(capacity(course, [crowd(1_000_000, 23)])).toBeGreaterThan(hour * 0.98);
    expect(capacity(course, [crowd(1_000_000, 23)])).toBeLessThanOrEqual(hour);
  });

  it('sends the more perishable lesson first while the other waits', () => {
    const tomorrow = crowd(3_000_000, 8);
    const nextWeek = crowd(3_000_000, 8, '2029-06-18');
    const last = (message: string, crowds: readonly Crowd[]) => fateOf(crowds, message).longestWait;
    expect(last('one-day', [tomorrow, nextWeek])).toBe(last('one-day', [tomorrow]));
    expect(last('one-week', [tomorrow, nextWeek])).toBeGreaterThan(last('one-week', [nextWeek]));
  });

  it('takes more people at a higher rate', () => {
    const twice = { ...RESEND, rate: 20 };
    expect(fateOf([crowd(6_000_000, 23)], 'one-day').lost).toBeGreaterThan(0);
    expect(fateOf([crowd(6_000_000, 23)], 'one-day', twice).lost).toBe(0);
  });

  it('gives the figures in docs/scaling.md', () => {
    expect(readFileSync('docs/scaling.md', 'utf8')).toContain(queueTable(10_000_000));
  });
});
