import type { CompiledCourse } from '../../course/compiled.ts';
import { type Delivery, isHanded } from '../../domain/ledger.ts';
import { dayInWords } from '../../domain/speech.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { civilDay } from '../../domain/time.ts';
import { fateInWords, mailTitle } from '../words.ts';

type HistoryProps = {
  readonly course: CompiledCourse;
  readonly subscription: Subscription;
  readonly ledger: readonly Delivery[];
};

/** Every mail that was handed over, newest first. */
export const History = ({ course, subscription, ledger }: HistoryProps) => {
  const handed = ledger.filter(isHanded).sort((a, b) => leftAt(b) - leftAt(a));
  if (handed.length === 0) return null;
  const { timeZone, locale } = subscription;
  return (
    <section aria-labelledby="history">
      <h2 id="history">What we have sent you</h2>
      <ul class="history">
        {handed.map((row) => (
          <li>
            <strong>{titleOf(row, course)}</strong>
            <span class="fine">
              {[fateInWords(row), dayInWords(civilDay(leftAt(row), timeZone), locale)].join(' ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

const leftAt = ({ sentAt, firstCallAt }: Delivery): number => sentAt ?? firstCallAt!;

const titleOf = ({ message }: Delivery, { lessons }: CompiledCourse): string =>
  lessons.find(({ id }) => id === message)?.title ?? mailTitle(message);
