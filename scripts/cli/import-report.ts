/** What an import says: rows by number, never an address. */
import type { Decisions } from '../import/decide.ts';
import type { Ready } from '../import/prepare.ts';
import type { Today } from '../import/write.ts';
import { bold, dim } from '../world/terminal.ts';

/** Prints progress at most ten times, also without a terminal. */
export const reporter = () => (what: string) => {
  let told = 0;
  return (done: number, of: number): void => {
    const tenth = Math.floor((done * 10) / Math.max(of, 1));
    if (of < 1000 || tenth === told) return;
    told = tenth;
    console.log(dim(`  ${done} of ${of} ${what}`));
  };
};

/** @param all whether every row is named, not only those that couldn't be read */
export function sayDecisions({ people, stops, skipped, notes }: Decisions, all: boolean): void {
  const invited = people.filter(({ person }) => person.status === 'pending');
  const counts = [
    [people.length - invited.length, 'subscribed'],
    [invited.length, 'invited: without a proof of consent, they get one confirmation'],
    [stops.length, 'kept as a keyed hash, so that they are never emailed'],
    [skipped.length, 'skipped'],
  ] as const;
  for (const [n, what] of counts) console.log(`${bold(String(n).padStart(7))}  ${what}`);
  const lines = [
    ...skipped
      .filter(({ skip }) => all || skip === 'wrong')
      .map(({ row, why }) => ({ row, text: `skipped: ${why}` })),
    ...(all ? notes.map(({ row, note }) => ({ row, text: note })) : []),
    ...(all
      ? people.map(({ row, person: { status, targetDate } }) => ({
          row,
          text: `${status === 'pending' ? 'invited' : 'subscribed'}, ${targetDate ?? 'no date yet'}`,
        }))
      : []),
    ...(all ? stops.map(({ row, reason }) => ({ row, text: `hash only: ${reason}` })) : []),
  ].sort((a, b) => a.row - b.row);
  for (const { row, text } of lines) console.log(`  row ${row}: ${text}`);
}

export function sayWeek(week: Ready['week'], quota: number): void {
  console.log(`\nThe first week, with everyone starting today (your quota is ${quota} a day):`);
  for (const { day, before, after } of week) {
    const over = after > quota ? '  over the quota' : '';
    console.log(
      `  ${day}  ${String(after).padStart(7)} emails, ${before} of them planned already${over}`,
    );
  }
  console.log('');
}

export const sayWritten = ({ people, of }: Today): void =>
  console.log(
    people.length === of
      ? `Done. ${of} people were added.`
      : `${people.length} of ${of} people were added today. Run it again tomorrow.`,
  );
