import { Rich, useSpeech } from '../shared/i18n.tsx';
import { Button, NoticePage, OneButton } from '../shared/notice.tsx';

/** The link was sent to the new address: pressing the button proves that it is theirs. */
export const AskForAddress = ({ address, course }: { address: string; course: string }) => {
  const said = useSpeech().words.door.address;
  return (
    <NoticePage
      title={said.title}
      heading={said.ask}
      lead={<Rich text={said.text(course)} parts={{ address: () => <strong>{address}</strong> }} />}
    >
      <OneButton>{said.button}</OneButton>
      <p class="fine">{said.notYou}</p>
    </NoticePage>
  );
};

type ChangedProps = {
  readonly address: string;
  /** The path of the person's page; null if this link must no longer lead there. */
  readonly own: string | null;
  readonly again: boolean;
};

/** A second visit shows the same as the first: links are often clicked twice. */
export const AddressChanged = ({ address, own, again }: ChangedProps) => {
  const { door } = useSpeech().words;
  const said = door.address;
  return (
    <NoticePage
      title={said.newTitle}
      heading={again ? said.already : said.inUse}
      lead={<Rich text={said.goesTo} parts={{ address: () => <strong>{address}</strong> }} />}
    >
      {own === null ? (
        <p>{door.confirm.pageInMails}</p>
      ) : (
        <Button href={own}>{door.confirm.toPage}</Button>
      )}
    </NoticePage>
  );
};
