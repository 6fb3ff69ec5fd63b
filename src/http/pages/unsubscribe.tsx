import type { CompiledCourse } from '../../course/compiled.ts';
import { Layout } from './layout.tsx';

type AskProps = {
  readonly course: CompiledCourse;
  /** The person's own page, once they have one. */
  readonly own: string | null;
};

/** One button. The other way out stands beside it, never in front. */
export const AskToLeave = ({ course, own }: AskProps) => (
  <Layout title="Leave the course">
    <article class="notice">
      <h1>{own ? 'Leave the course?' : 'Was it not you?'}</h1>
      <p class="lead">
        {own
          ? `“${course.title}” ends for you at once and without questions. Nothing more is sent after this button.`
          : 'Then press this button, and the request is void. Nothing more is sent.'}
      </p>
      <form method="post">
        <button type="submit">{own ? 'Leave the course' : 'It was not me'}</button>
      </form>
      {own && (
        <aside class="aside">
          <h2>Has only the date changed?</h2>
          <p>
            <a href={`${own}#move`}>Move your date instead</a>, and the lessons move with it.
          </p>
        </aside>
      )}
    </article>
  </Layout>
);

type GoneProps = {
  /** They had left before. */
  readonly again: boolean;
  /** The path of the person's page; null: we know nobody by this link. */
  readonly own: string | null;
  /** When they left, in words. */
  readonly since: string | null;
  /** The titles of their other courses that go on; null: it is no longer offered. */
  readonly others: readonly (string | null)[];
};

export const Gone = ({ again, own, since, others }: GoneProps) => (
  <Layout title="You have left">
    <article class="notice">
      <h1>{again ? 'You are not on the list' : 'You have left the course'}</h1>
      <p class="lead">
        {again && since && `You left the course on ${since}. `}
        {again
          ? 'Nothing of it is sent to you, now or later.'
          : 'Nothing more of it is sent to you.'}{' '}
        Thank you for the time you gave it, and good luck.
      </p>
      {others.length > 0 && <OtherCourses titles={others} />}
      <p>
        If that was a slip, <a href="/">sign up again</a>; it takes a minute.
      </p>
      {own && <WhatWeHold own={own} />}
    </article>
  </Layout>
);

/** The link leaves one course; here all of them can be left. */
const OtherCourses = ({ titles }: { titles: GoneProps['others'] }) => (
  <form class="state" method="post">
    <p>
      You also take {titles.map((title) => (title ? `“${title}”` : 'another course')).join(' and ')}
      . That goes on.
    </p>
    <input type="hidden" name="all" value="yes" />
    <button type="submit" class="quiet">
      Leave all courses
    </button>
  </form>
);

const WhatWeHold = ({ own }: { own: string }) => (
  <aside class="aside">
    <h2>What we still hold about you</h2>
    <p>
      We erase it by ourselves, 90 days after you left. You need not wait:{' '}
      <a href={`${own}/export`} download>
        download everything
      </a>
      , or <a href={`${own}/erase`}>erase everything</a>.
    </p>
  </aside>
);

/** From a mail that asked somebody whether a new address is theirs. */
export const NotMyWish = () => (
  <Layout title="It was not you?">
    <article class="notice">
      <h1>Was it not you?</h1>
      <p class="lead">
        Then press this button, and the wish to use your address is void. We do not write to you
        about it again.
      </p>
      <form method="post">
        <button type="submit">It was not me</button>
      </form>
    </article>
  </Layout>
);

export const Refused = () => (
  <Layout title="Thank you">
    <article class="notice">
      <h1>Thank you for telling us</h1>
      <p class="lead">Your address is not used, and we do not write to you about it again.</p>
      <p>
        What this is about? <a href="/">A course that counts down to your own date.</a>
      </p>
    </article>
  </Layout>
);
