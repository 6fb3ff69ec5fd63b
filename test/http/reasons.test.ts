import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/domain/delivery.ts';
import { plan } from '../../src/domain/plan.ts';
import { timeline } from '../../src/http/timeline/timeline-view.ts';
import { i18nFor } from '../../src/words/words.ts';
import { COURSE, sent, subscription } from '../support/people.ts';
import { at, LATE, mark, row } from '../support/timeline-entries.ts';

describe('a lesson that is not sent in full says why', () => {
  it.each<[string, string, Delivery[], string, string]>([
    [
      'carried and sent',
      'one-year',
      [sent('catch-up', at('2027-06-01T12:00Z'), { facts: { carries: ['one-year'] } })],
      'Key steps only',
      'Its key steps are in one email, sent on Tuesday, June 1, 2027.',
    ],
    [
      'carried by an email that may not have been accepted',
      'one-year',
      [
        sent('catch-up', at('2027-06-01T12:00Z'), {
          state: 'unknown',
          facts: { carries: ['one-year'] },
        }),
      ],
      'Key steps only',
      'Its key steps are in one email, probably sent on Tuesday, June 1, 2027.',
    ],
    [
      'carried by a lesson',
      'one-year',
      [sent('three-months', at('2027-12-20T12:00Z'), { facts: { carries: ['one-year'] } })],
      'Key steps only',
      'Its key steps are in “three-months”, sent on Monday, December 20, 2027.',
    ],
    [
      'to be carried',
      'one-year',
      [
        row('catch-up', {
          dueAt: at('2028-01-11T12:00Z'),
          closesAt: at('2028-03-13T11:00Z'),
          facts: { carries: ['one-year'] },
        }),
      ],
      'Key steps only',
      'We’ll send its key steps in one email on Tuesday, January 11, 2028, 7:00 AM.',
    ],
    [
      'carried at once',
      'one-year',
      [
        row('catch-up', {
          dueAt: at(LATE),
          closesAt: at('2028-03-13T11:00Z'),
          facts: { carries: ['one-year'] },
        }),
      ],
      'Key steps only',
      'We’ll send its key steps in one email right away.',
    ],
    [
      'carried by a rejected email',
      'one-year',
      [
        sent('catch-up', at('2027-06-01T12:00Z'), {
          state: 'failed',
          sentAt: null,
          facts: { carries: ['one-year'] },
        }),
      ],
      'Not delivered',
      'Your email provider or ours rejected the email with its key steps.',
    ],
    [
      'its catch-up expired',
      'one-year',
      [
        row('one-year', { state: 'skipped', reason: 'in_catch_up' }),
        row('catch-up', {
          state: 'skipped',
          reason: 'window_closed',
          facts: { carries: ['one-year'] },
        }),
      ],
      'Not sent',
      'We couldn’t send it in time.',
    ],
    [
      'expired',
      'one-year',
      [row('one-year', { state: 'skipped', reason: 'window_closed' })],
      'Not sent',
      'We couldn’t send it in time.',
    ],
    [
      'expired, and no tick has seen it',
      'one-year',
      [row('one-year', {})],
      'Not sent',
      'We couldn’t send it in time.',
    ],
    [
      'added by an edit',
      'one-year',
      [row('one-year', { state: 'skipped', reason: 'added_later' })],
      'Not sent',
      'It was added to the course after its day had passed for you.',
    ],
    [
      'added, and no tick has seen it',
      'three-months',
      [],
      'Not sent',
      'It was added to the course after its day had passed for you.',
    ],
    [
      'moved by an edit',
      'one-year',
      [row('one-year', { state: 'skipped', reason: 'moment_passed' })],
      'Not sent',
      'Its day in the course has changed, and has passed for you.',
    ],
    [
      'never accepted',
      'one-year',
      [row('one-year', { state: 'skipped', reason: 'never_accepted' })],
      'Not sent',
      'We couldn’t send it: the service that delivers our email didn’t accept it.',
    ],
    [
      'broken',
      'three-months',
      [row('three-months', { state: 'failed', reason: 'cannot_compose' })],
      'Not sent',
      'We couldn’t put this email together. That’s our fault.',
    ],
    [
      'read',
      'one-week',
      [row('one-week', { state: 'skipped', reason: 'read' })],
      'Read',
      'You marked it as read, so we won’t email it.',
    ],
    [
      'refused',
      'one-year',
      [sent('one-year', at('2027-03-20T11:00Z'), { state: 'failed', reason: 'validation_error' })],
      'Not delivered',
      'Your email provider or ours rejected it.',
    ],
    [
      'unclear',
      'one-year',
      [sent('one-year', at('2027-03-20T11:00Z'), { state: 'unknown', reason: 'key_expired' })],
      'May have reached you',
      'It may have reached you. To be safe, we won’t send it twice.',
    ],
    [
      'under way',
      'one-year',
      [sent('one-year', at('2027-03-20T11:00Z'), { state: 'sending', sentAt: null })],
      'Sent',
      'We’re sending it right now.',
    ],
    ['sent', 'one-year', [sent('one-year', at('2027-03-20T11:00Z'))], 'Sent', ''],
    ['ahead', 'one-week', [row('one-week', {})], 'Planned', ''],
  ])('%s', (_, lesson, ledger, label, note) => {
    expect(mark(lesson, LATE, ledger)).toMatchObject({ label, note });
  });

  it('if it waits for its scheduled day, although a new plan would send it at once', () => {
    const dueAt = at('2028-01-11T12:00Z');
    const waiting = row('three-months', { dueAt, closesAt: at('2028-01-19T12:00Z') });
    expect(mark('three-months', LATE, [waiting])).toMatchObject({
      label: 'Planned',
      when: 'Tuesday, January 11, 2028, 7:00 AM',
      note: '',
    });
  });

  it('if it is too late to catch up', () => {
    const after = mark('one-year', '2028-03-20T15:00Z', [], {});
    expect(after).toMatchObject({
      displayStatus: 'left_out',
      note: 'Too late to help now: skip it.',
    });
  });

  it('if an earlier round included it', () => {
    const before = sent('one-year', at('2026-05-01T12:00Z'));
    const next = plan(COURSE, subscription({ round: 2 }), [before], at(LATE));
    const view = {
      course: 'x',
      timeZone: 'UTC',
      i18n: i18nFor('en'),
      unconfirmed: false,
      ledger: [],
    };
    expect(timeline(next.lessons, at(LATE), view).behind[0]!.note).toBe(
      'You got it in an earlier round.',
    );
  });

  it('if emails to the address bounced', () => {
    const ledger = [row('one-week', { state: 'cancelled', reason: 'suppressed' })];
    expect(mark('one-week', LATE, ledger, {}, { suppressed: true })).toMatchObject({
      displayStatus: 'skipped',
      note: 'Emails to your address bounced, so we’ve stopped sending.',
    });
  });
});
