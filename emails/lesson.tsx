/** @jsxImportSource react */
import { Heading, Link, Text } from 'react-email';
import { CatchUp } from './components/catch-up.tsx';
import { Checklist } from './components/checklist.tsx';
import { Footer } from './components/footer.tsx';
import { Layout, Orientation } from './components/layout.tsx';
import { Milepost, RoadLine } from './components/milepost.tsx';
import { OpenItems } from './components/open-items.tsx';
import { headingStyle, Prose } from './components/prose.tsx';
import { ReadingList } from './components/reading-list.tsx';
import { Task } from './components/task.tsx';
import { Each } from './components/tokens.tsx';
import { sampleLesson } from './sample.ts';
import { light, space } from './theme.ts';
import type { CatchUpRow, LinkRow, List, MailProps, OpenItemsRow, Road } from './types.ts';

export type LessonProps = MailProps & {
  readonly lesson: {
    readonly title: string;
    readonly minutes: number;
    readonly task: string;
    readonly steps: readonly { readonly text: string }[];
    readonly links: readonly LinkRow[];
    /** Counts from 1. */
    readonly number: number;
    readonly of: number;
  };
  readonly road: Road;
  /** Markdown: what comes next, if anything does. */
  readonly next: string;
  /** One row when something comes next: its day. */
  readonly next_day: List<{ readonly day: string }>;
  readonly catch_up: List<CatchUpRow>;
  /** One row when steps of the last lesson were ticked, but not all. */
  readonly open_items: List<OpenItemsRow>;
};

const LessonMail = (mail: LessonProps) => {
  const { course, message, reader, lesson, road, next, next_day, catch_up, open_items } = mail;
  const ahead = road.at < road.marks.length;
  return (
    <Layout
      subject={message.subject}
      preheader={message.preheader}
      orientation={
        <>
          <Orientation>
            {`Lesson ${lesson.number} of ${lesson.of} · `}
            {ahead && `${reader.days_to_go} to go · `}
            {reader.target_date}
          </Orientation>
          <Each list={next_day}>{({ day }) => <Orientation>Next lesson: {day}</Orientation>}</Each>
        </>
      }
      milepost={
        ahead ? <Milepost daysToGo={reader.days_to_go} road={road} /> : <RoadLine road={road} />
      }
      title={lesson.title}
      footer={<Footer course={course} reader={reader} />}
    >
      <Text style={plain}>{reader.greeting}</Text>
      <CatchUp catchUp={catch_up} heading="First, what still counts from before" />
      <Prose markdown={message.body} />
      <Task minutes={lesson.minutes} task={lesson.task} />
      {lesson.steps.length > 0 && (
        <>
          <Heading as="h2" style={headingStyle}>
            Your checklist
          </Heading>
          <Checklist steps={lesson.steps} />
          <Text style={plain}>
            <Link href={reader.manage_url} className="road" style={link}>
              Tick them off on your page
            </Link>
          </Text>
        </>
      )}
      <OpenItems openItems={open_items} />
      {lesson.links.length > 0 && (
        <>
          <Heading as="h2" style={headingStyle}>
            Further reading
          </Heading>
          <ReadingList links={lesson.links} />
        </>
      )}
      <Prose markdown={next} />
    </Layout>
  );
};

LessonMail.PreviewProps = sampleLesson satisfies LessonProps;

export default LessonMail;

const plain = { fontSize: 'inherit', lineHeight: 'inherit', margin: `0 0 ${space.m}` };
const link = { color: light.road, textDecoration: 'underline' };
