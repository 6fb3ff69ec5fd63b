import { Layout } from './layout.tsx';

/** Short and true; change it together with what the program does. */
export const Privacy = ({ postalAddress, replyTo }: { postalAddress: string; replyTo: string }) => (
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
      <p>
        We erase your entry some months after your date, when nothing is planned any more. A sign-up
        that you do not confirm lapses, and nothing is sent to it. You can leave at any time with
        the link in every mail.
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
