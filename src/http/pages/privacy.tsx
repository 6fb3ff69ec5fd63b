import { durationInWords } from '../words.ts';
import { Layout } from './layout.tsx';

type PrivacyProps = {
  readonly postalAddress: string;
  readonly replyTo: string;
  /** How long after a date its course forgets, one entry a course. */
  readonly forgetAfter: readonly string[];
};

/** Short and true; change it together with what the program does. */
export const Privacy = ({ postalAddress, replyTo, forgetAfter }: PrivacyProps) => (
  <Layout title="Privacy">
    <article class="prose">
      <h1>Privacy</h1>
      <p class="lead">We keep what it takes to send you the course, and erase it afterwards.</p>
      <h2>What we keep</h2>
      <ul>
        <li>
          What you typed: your address, your date, your time zone, the hour, your language and, if
          you gave one, your name.
        </li>
        <li>When you signed up, confirmed, moved your date or left.</li>
        <li>
          What you tell us on your own page: a pause, a lesson that you have read, the boxes that
          you tick, a new address, how it went.
        </li>
        <li>Which mails we sent you, when, and whether they could be delivered.</li>
      </ul>
      <h2>What we do not</h2>
      <p>
        No cookies. No tracking of what you open or click. No profile. Your address goes to nobody
        but the provider that delivers our mail.
      </p>
      <h2>Who works for us</h2>
      <p>The pages and the database run at Cloudflare; Resend delivers the mail.</p>
      <h2>How long</h2>
      <p>We erase your address and all that belongs to it by ourselves:</p>
      <ul>
        <li>
          {inWords(forgetAfter)} after your date, when nothing more is planned. A question of ours
          that you may still answer is waited for, two weeks at most.
        </li>
        <li>Without a date, 90 days after our last question that you left unanswered.</li>
        <li>90 days after you left.</li>
        <li>
          90 days after a sign-up that nobody confirmed. Until then it gets the confirmation, and
          nothing else.
        </li>
      </ul>
      <p>
        You can leave at any time with the link in every mail. On your own page you can download
        everything that we have stored about you, and erase it at once.
      </p>
      <h2>Who we are</h2>
      <p>
        {postalAddress}
        <br />
        <a href={`mailto:${replyTo}`}>{replyTo}</a>, read by a person. Write to us to see, correct
        or erase what we hold about you.
      </p>
    </article>
  </Layout>
);

const inWords = (durations: readonly string[]): string =>
  [...new Set(durations.map(durationInWords))].join(' or ');
