import type { CompiledCourse } from '../../course/compiled.ts';
import { type Delivery, isHanded } from '../../domain/delivery.ts';
import { dayInWords } from '../../domain/format.ts';
import { civilDay } from '../../domain/time.ts';
import type { Shown } from '../../usecases/manage/show.ts';
import { isOnShow } from '../../usecases/own-data/sent-email.ts';
import { useSpeech } from '../shared/i18n.tsx';
import { Section } from '../shared/section.tsx';
import { fateInWords, titleOf } from '../shared/words.ts';
import { Unsent } from '../timeline/unsent-emails.tsx';

type HistoryProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  /** The path of the person's page. */
  readonly own: string;
};

/** Every email handed to the provider, newest first, and those that were not sent. */
export const History = ({ course, shown, own }: HistoryProps) => {
  const { locale, words } = useSpeech();
  const { subscription, ledger } = shown.enrolment;
  const handed = ledger.filter(isHanded).sort((a, b) => leftAt(b) - leftAt(a));
  if (handed.length === 0) return null;
  const { timeZone } = subscription;
  return (
    <Section id="history" title={words.own.history.title}>
      <ul class="history">
        {handed.map((row) => (
          <li>
            <strong>
              <Title row={row} words={titleOf(row.message, course)} own={own} />
            </strong>
            <span class="fine">{dayInWords(civilDay(leftAt(row), timeZone), locale)}</span>
            {row.kind === 'resent' && <span class="why">{words.own.history.onceMore}</span>}
            {fateInWords(row, words) && <span class="why">{fateInWords(row, words)}</span>}
          </li>
        ))}
      </ul>
      <Unsent course={course} shown={shown} />
    </Section>
  );
};

type TitleProps = { readonly row: Delivery; readonly words: string; readonly own: string };

const Title = ({ row, words, own }: TitleProps) =>
  isOnShow(row) ? <a href={`${own}/mail/${row.id}`}>{words}</a> : <span>{words}</span>;

const leftAt = ({ sentAt, firstCallAt }: Delivery): number => sentAt ?? firstCallAt!;
