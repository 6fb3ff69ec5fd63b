/** What became of an email, and why: for operators, in English only. */
import type { SystemMessage } from '../domain/messages.ts';
import type { Reasons } from '../domain/reasons.ts';

export const MESSAGES_IN_WORDS: Readonly<Record<SystemMessage, string>> = {
  confirm: 'Confirmation of the sign-up',
  welcome: 'Welcome',
  'catch-up': 'Catch-up',
  'date-moved': 'Date moved',
  'how-did-it-go': 'How did it go?',
  'date-now': 'Do you have a date now?',
  'round-two': 'Next round',
  'ask-date': 'When is it?',
  'stop-asking': 'We stop asking for the date',
  'already-subscribed': 'Reminder after signing up again',
  'new-links': 'New links',
  'confirm-address': 'Confirmation of a new address',
  'address-changed': 'Note to the former address',
};

type Sentences = {
  readonly [S in keyof Reasons]: { readonly [R in Reasons[S]]: string };
};

const DOUBT = 'It may have arrived, so we don’t send it again.';
const UNCLEAR = `${DOUBT} The provider’s answer was unclear`;

export const because: Sentences = {
  skipped: {
    in_catch_up: 'Its window had closed, so its key steps went into another email.',
    catch_up_refused: 'Its window had closed, and the email with its key steps was rejected.',
    late_skip: 'Its window had closed, and the course says to leave it out then.',
    no_time_left: 'Its window had closed, and none of its steps fit the time left.',
    read_before: 'They got it in an earlier round.',
    read: 'They marked it as read.',
    unread: 'They marked it as unread while they had no date.',
    window_closed: 'Its window closed before we could send it.',
    paused: 'They had paused.',
    with_lesson: 'It’s part of the first lesson’s email, because under two days were left.',
    added_later: 'It was added to the course after its day had passed for them.',
    moment_passed: 'The course moved it to a day that had passed for them.',
    never_accepted: 'The provider didn’t accept it, and their plan has been made again since.',
    not_listed: 'ONLY_TO is set, and it doesn’t list their address.',
  },
  cancelled: {
    moved: 'They changed their date, time zone or hour, and the new plan doesn’t need it.',
    left: 'They unsubscribed.',
    paused: 'They paused.',
    resumed: 'Their pause ended, and the new plan doesn’t need it.',
    replaced: 'A newer plan or request replaced it.',
    answered: 'They told us how it went.',
    off: 'They told us that it’s off.',
    undone: 'They undid a change, and the plan before it doesn’t need this email.',
    read: 'They marked a lesson as read, and the new plan doesn’t need this email.',
    suppressed: 'Their address bounced or complained.',
    lesson_removed: 'The lesson was removed from the course.',
  },
  unknown: {
    left: `${UNCLEAR}, and they unsubscribed before we could try again.`,
    moved: `${UNCLEAR}, and their plan or address changed before we could try again.`,
    suppressed: `${UNCLEAR}, and their address bounced or complained before we could try again.`,
    window_closed: `${UNCLEAR}, and its window closed before we could try again.`,
    key_expired: `${UNCLEAR} for 23 hours. After that, trying again could send it twice.`,
    key_gone: `${UNCLEAR}, and LINK_SECRET or RESEND_API_KEY was changed before we could try again.`,
    accepted_earlier: `${DOUBT} The provider says that it accepted an earlier attempt.`,
    list_ended: `${DOUBT} The provider’s list doesn’t reach back far enough to tell.`,
    restored: `${DOUBT} The database was restored, and it was due or being sent since the backup.`,
  },
  failed: {
    cannot_compose:
      'We couldn’t compose it in five tries. The course may lack its text, or a value in it.',
    suppressed_by_provider: 'The address is on the provider’s own suppression list.',
    failed_at_provider: 'The provider accepted it, then reported without a reason that it failed.',
  },
};

/** @param reason the provider's name for it */
export const rejected = (reason: string): string => `The provider rejected it: ${reason}.`;

/** For a reason of another version. */
export const otherwise = (state: string, reason: string | null): string =>
  `It’s ${state}, and the reason is “${reason ?? 'none'}”. This version doesn’t know it.`;
