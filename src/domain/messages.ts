/** Every email that is not a lesson, and the rules for it. To add one, add a row here. */
import type { Kind } from './delivery.ts';
import { DAY, type Instant } from './time.ts';

type Message = {
  readonly kind: Exclude<Kind, 'resent'>;
  /** The person can answer it: data is not erased while a question is open (rule 12). */
  readonly asks?: true;
  /** It responds to an action of the person: a change of plan neither adds nor removes it. */
  readonly survivesReplan?: true;
  /** It lists the lessons with their days. */
  readonly showsPlan?: true;
  /** How long after it is due it may be sent; null: until the next lesson. */
  readonly window: number | null;
};

export const MESSAGES = {
  confirm: { kind: 'confirm', showsPlan: true, window: 7 * DAY },
  welcome: { kind: 'notice', asks: true, survivesReplan: true, showsPlan: true, window: DAY },
  'catch-up': { kind: 'lesson', window: null },
  'date-moved': { kind: 'notice', showsPlan: true, window: DAY },
  'how-did-it-go': { kind: 'notice', asks: true, window: 14 * DAY },
  'date-now': { kind: 'notice', asks: true, window: 14 * DAY },
  'round-two': {
    kind: 'notice',
    asks: true,
    survivesReplan: true,
    showsPlan: true,
    window: 14 * DAY,
  },
  'ask-date': { kind: 'notice', asks: true, window: 14 * DAY },
  'stop-asking': { kind: 'notice', window: 14 * DAY },
  'already-subscribed': { kind: 'notice', survivesReplan: true, window: 14 * DAY },
  'new-links': { kind: 'notice', survivesReplan: true, window: 7 * DAY },
  'confirm-address': { kind: 'address', window: 7 * DAY },
  'address-changed': { kind: 'address', window: 7 * DAY },
} as const satisfies Readonly<Record<string, Message>>;

export type SystemMessage = keyof typeof MESSAGES;

/** Messages with a fixed window. */
export type NoticeMessage = Exclude<SystemMessage, 'catch-up'>;

/** Each id has neutral words in `emails/messages/`, which a course may replace. */
export const SYSTEM_MESSAGES = Object.keys(MESSAGES) as readonly SystemMessage[];

export const isSystemMessage = (id: string): id is SystemMessage => Object.hasOwn(MESSAGES, id);

/** A lesson of the course; false for a catch-up. */
export const isLesson = ({ kind, message }: { readonly kind: Kind; readonly message: string }) =>
  kind === 'lesson' && !isSystemMessage(message);

export const asks = (id: string): boolean => rulesOf(id)?.asks === true;

export const survivesReplan = (id: string): id is NoticeMessage =>
  rulesOf(id)?.survivesReplan === true;

export const showsPlan = (id: string): boolean => rulesOf(id)?.showsPlan === true;

/** Undefined for a lesson. */
const rulesOf = (id: string): Message | undefined =>
  isSystemMessage(id) ? MESSAGES[id] : undefined;

/** An email other than a lesson that the plan schedules. */
export type Notice = {
  readonly message: NoticeMessage;
  readonly occasion: number;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
};
