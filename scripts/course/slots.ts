import type { Outcome } from '../../src/domain/course.ts';
import {
  isSystemMessage,
  MESSAGES,
  type SystemMessage,
  showsPlan,
} from '../../src/domain/messages.ts';

/** The tags that a message may use: `{{slot}}`, `{{#section}}…{{/section}}` and `{{> partial}}`. */
export type Vocabulary = {
  readonly slots: ReadonlySet<string>;
  readonly sections: { readonly [section: string]: Vocabulary };
  readonly partials: ReadonlySet<string>;
  /** Slots that are allowed only inside `{{#with_date}}`, because there may be no date. */
  readonly dated: ReadonlySet<string>;
  /** Partials that the message must contain. */
  readonly required: readonly string[];
  /** Whether `{{#at_least_P6W}}` and `{{#under_P6W}}` are allowed: parts for a certain time left. */
  readonly timed?: true;
};

const PERSONAL = ['greeting', 'manage_url', 'move_url', 'copy_url'];
const DATED = ['target_date', 'countdown', 'days_to_go'];
/** What the date is: "your interview", or of a goal "the day you want to be ready by". */
const YOURS = ['your_date', 'Your_date'];
/** Known at build time: the course's title, author and public page. */
export const OF_COURSE = ['course', 'author', 'course_url'] as const;
const COMMON = [
  ...OF_COURSE,
  ...PERSONAL,
  ...DATED,
  ...YOURS,
  'time_zone',
  'send_hour',
  'address',
  'signed_up_on',
  'postal_address',
  'reply_to',
  'unsubscribe_url',
  'base_url',
];

const PLAN: Vocabulary = { ...item('title', 'when'), sections: { notes: item('text') } };
const NEXT = item('title', 'day');
const CATCH_UP: Vocabulary = {
  ...item(),
  sections: {
    missed: { ...item('title', 'lesson'), sections: { steps: item('text') } },
    left_out: item('title', 'lesson'),
  },
};
const WELCOME: Vocabulary = { ...item(), sections: { late: item() } };

const OPEN_ITEMS: Vocabulary = { ...item('title'), sections: { items: item('text') } };

/** Text for one kind of date only (rule 8); allowed within a subject too. */
export const KINDS: Vocabulary['sections'] = { appointment: item(), goal: item() };

/** The text as it reads for one kind of date. */
export const forKind = (text: string, kind: string): string =>
  text.replace(/\{\{#(appointment|goal)\}\}([\s\S]*?)\{\{\/\1\}\}/g, (_, own, inner) =>
    own === kind ? inner : '',
  );

/** What a lesson's front matter and body may use besides static text. */
export const LESSON: Vocabulary = {
  ...item(...COMMON),
  sections: { ...KINDS, next: NEXT, catch_up: CATCH_UP, welcome: WELCOME, open_items: OPEN_ITEMS },
  timed: true,
};

/** A page that uses these is the day sheet: it shows the reader's notes, or lines to write on. */
export const SHEET = ['target_date', 'time', 'place', 'names', 'phone', 'blank'];

/** A public page has no reader. */
export const PAGE: Vocabulary = item('base_url', ...SHEET);

/** Nothing: titles, checklists and links are also shown without a reader. */
export const STATIC: Vocabulary = item();

type Extra = {
  readonly slots?: readonly string[];
  readonly sections?: Vocabulary['sections'];
  readonly partials?: readonly string[];
  readonly required?: readonly string[];
  /** There is always a date when this message is sent. */
  readonly dated?: true;
};

/** What a message may use in addition; one that is not listed has a button. */
const EXTRAS: { readonly [id in SystemMessage]?: Extra } = {
  confirm: {
    slots: ['confirm_url', 'expires_on'],
    sections: { invited: item(), signed_up: item() },
    partials: ['button'],
    required: ['button'],
  },
  welcome: {
    slots: ['calendar_url'],
    sections: { next: NEXT },
    partials: ['button'],
  },
  'catch-up': {
    sections: { next: NEXT, catch_up: CATCH_UP, welcome: WELCOME },
    partials: ['button', 'catch-up'],
    required: ['catch-up'],
    dated: true,
  },
  'date-moved': {
    slots: ['old_date'],
    sections: { undo: item('until') },
    partials: ['button', 'open-again'],
  },
  'how-did-it-go': {
    slots: ['erased_on'],
    partials: ['outcome'],
    required: ['outcome'],
    dated: true,
  },
  'date-now': {
    slots: ['erased_on'],
    partials: ['choices'],
    required: ['choices'],
    dated: true,
  },
  'round-two': {
    sections: { undo: item('until') },
    partials: ['button'],
  },
  'ask-date': { slots: ['asked_again_on'], partials: ['button'] },
  'stop-asking': { slots: ['erased_on'], partials: ['button'] },
  'already-subscribed': {
    sections: { asked: item('asked_date', 'change_url') },
    partials: ['button', 'change'],
    required: ['change'],
  },
  'confirm-address': {
    slots: ['address_url', 'expires_on'],
    partials: ['button'],
    required: ['button'],
  },
  'address-changed': {
    slots: ['restore_url', 'new_address', 'expires_on'],
    partials: ['button'],
    required: ['button'],
  },
};

const PLAIN: Extra = { partials: ['button'] };

/** The recipient may be a stranger: there is no greeting and no link to the person's page. */
export const isToStranger = (id: string): boolean =>
  isSystemMessage(id) && ['confirm', 'address'].includes(MESSAGES[id].kind);

/**
 * The vocabulary of a system message. The one that begins the next round has a section for each
 * outcome that leads to it: `{{#after_not_this_time}}`.
 */
export function vocabularyOf(
  id: SystemMessage,
  outcomes: readonly Pick<Outcome, 'id'>[],
): Vocabulary {
  const { slots = [], sections = {}, partials = [], required = [], dated } = EXTRAS[id] ?? PLAIN;
  const common = isToStranger(id) ? COMMON.filter((slot) => !PERSONAL.includes(slot)) : COMMON;
  return {
    slots: new Set([...common, ...slots]),
    sections: {
      with_date: item(),
      without_date: item(),
      ...KINDS,
      ...(id === 'round-two' ? Object.fromEntries(outcomes.map(afterIt)) : {}),
      ...(showsPlan(id) ? { plan: PLAN } : {}),
      ...sections,
    },
    partials: new Set([...partials, ...(showsPlan(id) ? ['plan'] : [])]),
    dated: new Set(dated ? [] : DATED),
    required,
    timed: true,
  };
}

const afterIt = ({ id }: Pick<Outcome, 'id'>) => [`after_${id}`, item()] as const;

function item(...slots: string[]): Vocabulary {
  return {
    slots: new Set(slots),
    sections: {},
    partials: new Set(),
    dated: new Set(),
    required: [],
  };
}
