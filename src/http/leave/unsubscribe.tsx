import type { CompiledCourse } from '../../course/compiled.ts';
import { listInWords } from '../../domain/format.ts';
import { Rich, useSpeech } from '../shared/i18n.tsx';
import { NoticePage, OneButton } from '../shared/notice.tsx';

type AskProps = {
  readonly course: CompiledCourse;
  /** The sign-up is not confirmed yet. */
  readonly pending: boolean;
  /** The path of the person's page, if this link may lead there. */
  readonly own: string | null;
};

/** The unsubscribe button comes first; the alternatives come after it. */
export const AskToLeave = ({ course, pending, own }: AskProps) => {
  const { leave } = useSpeech().words.door;
  return (
    <NoticePage
      title={leave.title}
      heading={pending ? leave.notYou : leave.ask}
      lead={pending ? leave.notYouText : leave.text(course.title)}
    >
      <OneButton>{pending ? leave.notMe : leave.title}</OneButton>
      {own && (
        <aside class="aside">
          <h2>{leave.onlyDate}</h2>
          <p>
            <Rich text={leave.moveInstead} parts={{ move: `${own}#move` }} />
          </p>
        </aside>
      )}
    </NoticePage>
  );
};

type GoneProps = {
  /** They had unsubscribed before. */
  readonly again: boolean;
  /** The path of the person's page; null if the link belongs to no known person. */
  readonly own: string | null;
  /** When they unsubscribed, as text. */
  readonly since: string | null;
  /** The titles of their other active courses; null for one that is no longer offered. */
  readonly others: readonly (string | null)[];
};

export const Gone = ({ again, own, since, others }: GoneProps) => {
  const { to, words } = useSpeech();
  const { leave } = words.door;
  const before = again && since !== null ? `${leave.leftOn(since)} ` : '';
  return (
    <NoticePage
      title={leave.goneTitle}
      heading={again ? leave.goneAlready : leave.gone}
      lead={before + (again ? leave.goneAlreadyText : leave.goneText)}
    >
      {others.length > 0 && <OtherCourses titles={others} />}
      <p>
        <Rich text={leave.slip} parts={{ again: to('/') }} />
      </p>
      {own && <WhatWeHold own={own} />}
    </NoticePage>
  );
};

/** The link unsubscribes from one course; here, from all of them. */
const OtherCourses = ({ titles }: { titles: GoneProps['others'] }) => {
  const { locale, words } = useSpeech();
  const { leave } = words.door;
  const named = titles.map((title) => (title === null ? leave.otherCourse : leave.quoted(title)));
  return (
    <form class="state" method="post">
      <p>{leave.others(listInWords(named, locale))}</p>
      <input type="hidden" name="all" value="yes" />
      <button type="submit" class="quiet">
        {leave.all}
      </button>
    </form>
  );
};

const WhatWeHold = ({ own }: { own: string }) => {
  const { leave } = useSpeech().words.door;
  return (
    <aside class="aside">
      <h2>{leave.hold}</h2>
      <p>
        <Rich
          text={leave.holdText}
          parts={{
            download: `${own}/export`,
            erase: `${own}/erase`,
          }}
        />
      </p>
    </aside>
  );
};

/** The answer to an address confirmation that the recipient did not request. */
export const NotMyWish = () => {
  const { leave } = useSpeech().words.door;
  return (
    <NoticePage title={leave.wishTitle} heading={leave.notYou} lead={leave.wishText}>
      <OneButton>{leave.notMe}</OneButton>
    </NoticePage>
  );
};

export const Refused = () => {
  const { to, words } = useSpeech();
  const { leave } = words.door;
  return (
    <NoticePage title={leave.thanksTitle} heading={leave.thanks} lead={leave.thanksText}>
      <p>
        <Rich text={leave.about} parts={{ course: to('/') }} />
      </p>
    </NoticePage>
  );
};
