import type { CompiledCourse } from '../../course/compiled.ts';
import type { Delivery } from '../../domain/ledger.ts';
import { dayInWords } from '../../domain/speech.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { civilDay } from '../../domain/time.ts';
import { fateInWords, mailTitle, STATE_WORDS } from '../words.ts';

type HistoryProps = {
  readonly course: CompiledCourse;
  readonly subscription: Subscription;
  readonly ledger: readonly Delivery[];
};

/** Every mail that is over and what became of it, newest first. */
export const History = ({ course, subscription, ledger }: HistoryProps) => {
  const over = ledger
    .filter(({ state }) => state !== 'scheduled')
    .sort((a, b) => happened(b) - happened(a));
  if (over.length === 0) return null;
  const { timeZone, locale } = subscription;
  return (
    <section aria-labelledby="history">
      <h2 id="history">What we have sent you</h2>
      <ul class="history">
        {over.map((row) => (
          <li>
            <strong>{titleOf(row, course)}</strong>{' '}
            <span class="fine">
              {STATE_WORDS[row.state]}, {dayInWords(civilDay(happened(row), timeZone), locale)}.{' '}
              {fateInWords(row)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

const happened = ({ sentAt, firstCallAt, dueAt }: Delivery): number =>
  sentAt ?? firstCallAt ?? dueAt;

const titleOf = ({ message }: Delivery, { lessons }: CompiledCourse): string =>
  lessons.find(({ id }) => id === message)?.title ?? mailTitle(message);
