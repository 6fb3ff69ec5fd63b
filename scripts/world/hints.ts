import { bold, dim } from './terminal.ts';

export const playHint: string = `${bold('What to try')}
  1. Sign up on the site with any address and a future date. The email is in the mailbox.
  2. Travel in time, in a second window. The site then shows that day:
       npm run tick -- --at 2027-03-20T08:01Z
       npm run tick -- --until 2027-12-31T00:00Z --every 1h
       npm run tick -- --now
  3. Watch a whole countdown in seconds:
       npm run demo

${dim('Emails, database and clock are kept in .milepost/. Ctrl-C stops everything.')}`;

/** Which day the world's clock shows, and how to bring it back. */
export const clockHint = ({ now, offset_ms }: { now: string; offset_ms: number }): string =>
  offset_ms === 0
    ? 'The site shows today.'
    : `The site shows ${now.slice(0, 16)}Z. Back to today: npm run tick -- --now`;
