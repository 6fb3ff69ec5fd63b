import { describe, expect, it } from 'vitest';
import { BRAKED, brakeOf, type Cause, describeBrake, overLimit } from '../../src/domain/brake.ts';
import { MESSAGES, type SystemMessage } from '../../src/domain/messages.ts';

describe('a brake holds', () => {
  it.each<[number, number, number, Cause | null, string]>([
    // Accepted, bounces, complaints.
    [100, 20, 0, null, '20 bounces are too few, whatever their share'],
    [400, 21, 0, 'bounces', '21 bounces, 5.25%'],
    [420, 21, 0, null, 'exactly 5%'],
    [419, 21, 0, 'bounces', 'just over 5%'],
    [10_000, 500, 0, null, 'exactly 5% of many'],
    [10_000, 501, 0, 'bounces', 'over 5% of many'],
    [100, 0, 4, null, '4 complaints are too few, whatever their share'],
    [100, 0, 5, 'complaints', '5 complaints, 5%'],
    [1666, 0, 5, 'complaints', 'just over 0.3%'],
    [1667, 0, 5, null, 'just under 0.3%'],
    [10_000, 0, 30, null, 'exactly 0.3%'],
    [10_000, 0, 31, 'complaints', 'over 0.3%'],
    [420, 21, 5, 'complaints', 'one of both limits'],
    [0, 0, 0, null, 'nothing was sent'],
  ])('%d accepted, %d bounces, %d complaints: %s (%s)', (accepted, bounces, complaints, cause) => {
    expect(overLimit({ accepted, bounces, complaints })).toBe(cause);
  });
});

describe('each message is counted', () => {
  const none: readonly SystemMessage[] = [
    ...(['welcome', 'date-moved', 'how-did-it-go', 'date-now', 'round-two', 'ask-date'] as const),
    ...(['stop-asking', 'already-subscribed', 'new-links', 'confirm-address'] as const),
    'address-changed',
  ];

  it('as a lesson, as a sign-up, or not at all', () => {
    const brakes = Object.keys(MESSAGES).map((id) => [id, brakeOf(id)]);
    expect(Object.fromEntries(brakes)).toEqual({
      ...Object.fromEntries(none.map((id) => [id, null])),
      confirm: 'sign-ups',
      'catch-up': 'lessons',
    });
    expect(brakeOf('one-week')).toBe('lessons');
  });

  it('by one brake only: what strangers can cause never counts as a lesson', () => {
    const kinds = Object.values(BRAKED).flat();
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(BRAKED.lessons).not.toContain('confirm');
  });
});

it.each([
  ['lessons', 'bounces', /^All lessons have been held since 2028-03-13T08:00Z: 21 of 300 lessons/],
  ['lessons', 'complaints', /were marked as spam/],
  [
    'sign-ups',
    'bounces',
    /^Sign-ups .* 21 of 300 confirmations .* bounced permanently\. .*Turnstile/,
  ],
  ['sign-ups', 'complaints', /other people's addresses/],
] as const)(
  'of %s after %s, the operator reads how many, why, and how to end it',
  (scope, cause, words) => {
    const since = Date.parse('2028-03-13T08:00:00Z');
    const text = describeBrake({ scope, cause, reason: '21 of 300', since });
    expect(text).toMatch(words);
    expect(text).toMatch(/To end the hold: `npx milepost release`\.$/);
  },
);
