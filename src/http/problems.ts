/** Why a wish on a person's page cannot be met, and what they can do. */
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export type Problem =
  | 'too_early'
  | 'too_late'
  | 'no_such_lesson'
  | 'no_such_step'
  | 'not_sent'
  | 'no_date'
  | 'too_soon'
  | 'unreachable'
  | 'too_many';

type Words = {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly text: string;
  /** The part of their page that helps, and what its link says. */
  readonly place?: string;
  readonly way?: string;
};

export const PROBLEMS: Readonly<Record<Problem, Words>> = {
  too_early: {
    status: 409,
    title: 'It is too early for that',
    text: 'Your date has not come yet, or you have told us about it already. From the day itself on you can say here how it went.',
  },
  too_late: {
    status: 409,
    title: 'Nothing to take back',
    text: 'There is nothing to take back: a move can be undone once, within 24 hours. Give the date that you want instead.',
    place: '#move',
    way: 'Give a date',
  },
  no_such_lesson: {
    status: 404,
    title: 'No such lesson',
    text: 'Your plan has no such lesson. Perhaps it was taken out of the course, or you have no date yet; your page shows what there is.',
  },
  no_such_step: {
    status: 404,
    title: 'No such step',
    text: 'The lesson has no such step. Perhaps it was taken out of the course; your page shows what there is.',
  },
  not_sent: {
    status: 409,
    title: 'Not sent yet',
    text: 'We have not sent you that lesson, so it cannot come once more. It leaves on its day; until then you can read it on the web.',
  },
  no_date: {
    status: 409,
    title: 'It needs a date',
    text: 'That lesson counts the days to your date, and you have none at the moment. Give one first, or read the lesson on the web.',
    place: '#move',
    way: 'Give a date',
  },
  too_soon: {
    status: 429,
    title: 'It has just been sent',
    text: 'We have sent you that lesson once more within the last day. Look for it in spam or promotions; tomorrow you can ask again.',
  },
  unreachable: {
    status: 409,
    title: 'Your address takes no mail',
    text: 'Mail to your address came back or was marked as unwanted, so we send nothing there. Give another address on your page.',
    place: '#details',
    way: 'Give another address',
  },
  too_many: {
    status: 429,
    title: 'Too many new addresses',
    text: 'Nothing was saved: we have written to a new address a short while ago. Look there for the mail and press its button, in spam and promotions too; or try again tomorrow.',
  },
};

export const isProblem = (done: string): done is Problem => Object.hasOwn(PROBLEMS, done);
