/** What people did and when, as they would tell it: the other half of every judgement. */
import type { CivilDate, Instant } from '../../../src/domain/time.ts';

/** How things stand with a subscription after an act. */
export type Standing = {
  readonly status: 'pending' | 'active' | 'paused' | 'left' | 'forgotten';
  readonly targetDate: CivilDate | null;
  readonly timeZone: string;
  readonly sendHour: number;
  readonly round: number;
  /** The day on which a pause ends; null: open-ended, or there is none. */
  readonly pausedUntil: CivilDate | null;
  readonly outcome: 'offer' | 'waiting' | null;
  /** What the last move can be undone to, and until when. */
  readonly undo: { readonly wish: Wish; readonly until: Instant } | null;
  /** Lessons marked as read in this round. */
  readonly read: readonly string[];
};

export type Wish = Pick<Standing, 'targetDate' | 'timeZone' | 'sendHour'>;

export type Entry = {
  readonly at: Instant;
  /** How many mails the provider had accepted before: the order within one instant. */
  readonly mails: number;
  readonly act: string;
  readonly standing: Standing;
};

export type Story = {
  readonly id: string;
  readonly address: string;
  readonly course: string;
  readonly entries: Entry[];
};

/** Every subscription's story by its id. */
export type Stories = ReadonlyMap<string, Story>;

/** The entry that held when the provider accepted its `n`-th mail. */
export function entryAt({ entries }: Story, n: number): Entry | undefined {
  return entries.findLast(({ mails }) => mails < n);
}

export const lastEntry = ({ entries }: Story): Entry => entries.at(-1)!;

/** The story in lines, for whoever looks into a violation. */
export const retell = ({ entries }: Story): string[] =>
  entries.map(({ at, act, standing }) => {
    const { status, targetDate, timeZone, sendHour, round } = standing;
    const when = new Date(at).toISOString();
    return `${when} ${act}: ${status}, ${targetDate ?? 'no date'} ${sendHour}h ${timeZone}, round ${round}`;
  });
