/** Rejected actions on a person's page: the reason, and the section that helps. */
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

type Answer = {
  readonly status: ContentfulStatusCode;
  /** The section of their page that helps. */
  readonly place: string;
};

export const PROBLEMS: Readonly<Record<Problem, Answer>> = {
  too_early: { status: 409, place: '' },
  too_late: { status: 409, place: '#move' },
  no_such_lesson: { status: 404, place: '' },
  no_such_step: { status: 404, place: '' },
  not_sent: { status: 409, place: '' },
  no_date: { status: 409, place: '#move' },
  too_soon: { status: 429, place: '' },
  unreachable: { status: 409, place: '#details' },
  too_many: { status: 429, place: '' },
};

export const isProblem = (done: string): done is Problem => Object.hasOwn(PROBLEMS, done);
