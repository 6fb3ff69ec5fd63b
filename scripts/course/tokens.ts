import type {
  CatchUpRow,
  DayNotesRow,
  EntryRow,
  LessonStepsRow,
  OpenAgainRow,
  OpenItemsRow,
  PlanRow,
  Reader,
  SlotList,
  WelcomeRow,
} from '../../emails/types.ts';
import { ORIGINAL } from '../../src/usecases/sending/values.ts';
import type { Edition } from './edition.ts';

/** The slot tokens that replace a reader's values in `emails/`. */
export const reader: Reader = {
  greeting: '{{greeting}}',
  target_date: '{{target_date}}',
  days_to_go: '{{days_to_go}}',
  address: '{{address}}',
  signed_up_on: '{{signed_up_on}}',
  postal_address: '{{postal_address}}',
  reply_to: '{{reply_to}}',
  manage_url: '{{manage_url}}',
  move_url: '{{move_url}}',
  copy_url: '{{copy_url}}',
  unsubscribe_url: '{{unsubscribe_url}}',
};

/** The calendar entry for a lesson's task. */
export const taskEntry = (
  { course, language }: Pick<Edition, 'course' | 'language'>,
  lesson: string,
): SlotList<EntryRow> => {
  const locale = language === course.language ? '' : `locale=${language}&`;
  const url = `{{base_url}}/tasks/${course.id}/${lesson}.ics?${locale}{{at}}`;
  return { section: 'task_time', row: { url, time: '{{send_hour}}' } };
};

export const dated: SlotList<object> = { section: 'with_date', row: {} };

export const nextDay: SlotList<{ day: string }> = { section: 'next', row: { day: '{{day}}' } };

/** The section around the author's language in an email in another language. */
export const original: SlotList<object> = { section: ORIGINAL, row: {} };

const planRow: PlanRow = {
  title: '{{title}}',
  when: '{{when}}',
  notes: { section: 'notes', row: { text: '{{text}}' } },
};

export const plan: SlotList<PlanRow> = { section: 'plan', row: planRow };
export const planAfter: SlotList<PlanRow> = { section: 'plan_after', row: planRow };

const OWN_LESSON = '{{manage_url}}/lessons/{{lesson}}';

const lessonSteps: LessonStepsRow = {
  title: '{{title}}',
  url: OWN_LESSON,
  steps: { section: 'steps', row: { text: '{{text}}' } },
};

export const catchUp: SlotList<CatchUpRow> = {
  section: 'catch_up',
  row: {
    missed: { section: 'missed', row: lessonSteps },
    hours: { section: 'hours', row: { text: '{{text}}' } },
    left_out: { section: 'left_out', row: { title: '{{title}}', url: OWN_LESSON } },
  },
};

export const welcome: SlotList<WelcomeRow> = {
  section: 'welcome',
  row: { late: { section: 'late', row: {} } },
};

export const openItems: SlotList<OpenItemsRow> = {
  section: 'open_items',
  row: { title: '{{title}}', items: { section: 'items', row: { text: '{{text}}' } } },
};

export const dayNotes: SlotList<DayNotesRow> = {
  section: 'day_notes',
  row: { lines: { section: 'lines', row: { text: '{{text}}' } } },
};

export const openAgain: SlotList<OpenAgainRow> = {
  section: 'open_again',
  row: {
    lessons: { section: 'lessons', row: lessonSteps },
    more: { section: 'more', row: {} },
  },
};
