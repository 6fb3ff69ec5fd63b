/** @jsxImportSource react */
import { Heading, Link, Text } from 'react-email';
import { CatchUp } from './components/catch-up.tsx';
import { Checklist } from './components/checklist.tsx';
import { DayNotes } from './components/day-notes.tsx';
import { Footer } from './components/footer.tsx';
import { Layout, Orientation, Title, written } from './components/layout.tsx';
import { Milepost, RoadLine } from './components/milepost.tsx';
import { OpenItems } from './components/open-items.tsx';
import { headingStyle, Prose } from './components/prose.tsx';
import { ReadingList } from './components/reading-list.tsx';
import { Task } from './components/task.tsx';
import { Each } from './components/tokens.tsx';
import { Welcome } from './components/welcome.tsx';
import { light, space } from './theme.ts';
import type {
  CatchUpRow,
  DayNotesRow,
  EntryRow,
  LinkRow,
  List,
  MailProps,
  OpenItemsRow,
  Road,
  StepRow,
  Voice,
  WelcomeRow,
} from './types.ts';

export type LessonProps = MailProps & {
  readonly lesson: {
    readonly title: string;
    /** On the web, behind the reader's personal link. */
    readonly url: string;
    readonly minutes: number;
    readonly task: string;
    /** One row when the task can be put into a calendar. */
    readonly entry: List<EntryRow>;
    readonly steps: readonly StepRow[];
    /** How long the steps take, as a sentence; absent if they don't say. */
    readonly hours?: string;
    readonly links: readonly LinkRow[];
    /** Counts from 1. */
    readonly number: number;
    readonly of: number;
  };
  readonly road: Road;
  /** Markdown: what comes next, if anything. */
  readonly next: string;
  /** One row when something comes next: its day. */
  readonly next_day: List<{ readonly day: string }>;
  readonly catch_up: List<CatchUpRow>;
  readonly welcome: List<WelcomeRow>;
  /** One row when some, but not all, steps of the last lesson were checked off. */
  readonly open_items: List<OpenItemsRow>;
  readonly day_notes: List<DayNotesRow>;
  /** For an untranslated lesson: its language, and a section around its text. */
  readonly original: { readonly voice: Voice; readonly part: List<object> } | null;
};

const LessonMail = (mail: LessonProps) => {
  const { message, reader, lesson, road, next_day, voice, original } = mail;
  const { words } = voice;
  const ahead = road.at < road.marks.length;
  return (
    <Layout
      voice={voice}
      subject={message.subject}
      preheader={
        original ? <Each list={original.part}>{() => message.preheader}</Each> : message.preheader
      }
      orientation={
        <>
          <Orientation>
            {words.email.lessonOf(lesson.number, lesson.of)}
            {ahead && words.email.toGo(reader.days_to_go)}
            {reader.target_date}
          </Orientation>
          <Each list={next_day}>
            {({ day }) => <Orientation>{words.email.nextOn(day)}</Orientation>}
          </Each>
        </>
      }
      milepost={
        ahead ? (
          <Milepost daysToGo={reader.days_to_go} road={road} words={words} />
        ) : (
          <RoadLine road={road} />
        )
      }
      footer={<Footer {...mail} isShared />}
    >
      {original ? (
        <>
          <Text style={plain}>{words.email.untranslated}</Text>
          <div {...written(original.voice)}>
            <Each list={original.part}>{() => <Lesson {...mail} voice={original.voice} />}</Each>
          </div>
        </>
      ) : (
        <Lesson {...mail} />
      )}
    </Layout>
  );
};

/** The task first, then the author's text, with headings in the same language. */
const Lesson = (mail: LessonProps) => {
  const { message, reader, lesson, next, catch_up, welcome, open_items, day_notes } = mail;
  const { words } = mail.voice;
  return (
    <>
      <Title>{lesson.title}</Title>
      <Text style={plain}>{reader.greeting}</Text>
      <Welcome welcome={welcome} words={words} />
      <Task {...lesson} words={words} />
      <CatchUp catchUp={catch_up} heading={words.email.fromBefore} words={words} />
      <Prose markdown={message.body} />
      <DayNotes dayNotes={day_notes} heading={words.notes.title} />
      {lesson.steps.length > 0 && (
        <>
          <Heading as="h2" style={headingStyle}>
            {words.email.checklist}
          </Heading>
          <Checklist steps={lesson.steps} />
          {lesson.hours && <Text style={plain}>{lesson.hours}</Text>}
          <Text style={plain}>
            <Link href={`${lesson.url}#checklist`} className="road" style={link}>
              {words.email.checkOff}
            </Link>
          </Text>
        </>
      )}
      <OpenItems openItems={open_items} words={words} />
      {lesson.links.length > 0 && (
        <>
          <Heading as="h2" style={headingStyle}>
            {words.email.reading}
          </Heading>
          <ReadingList links={lesson.links} />
        </>
      )}
      <Prose markdown={next} />
    </>
  );
};

export default LessonMail;

const plain = { fontSize: 'inherit', lineHeight: 'inherit', margin: `0 0 ${space.m}` };
const link = { color: light.road, textDecoration: 'underline' };
