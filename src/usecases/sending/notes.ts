import type { LessonStatus } from '../../domain/ledger.ts';

/** The few words beside a lesson in a plan that a mail shows. */
export function noteOf(status: LessonStatus): string {
  switch (status) {
    case 'upcoming':
      return '';
    case 'now':
      return '(right away)';
    case 'catch_up':
      return '(its essentials, in one catch-up mail)';
    case 'skipped':
      return '(its time has passed; it is on the web)';
    case 'sent':
      return '(you have it already)';
  }
}
