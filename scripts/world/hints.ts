import { bold, dim } from './terminal.ts';

export const playHint: string = `${bold('What to try')}
  1. Sign up on the site with any address and a date ahead; the mail is in the mailbox.
  2. Travel in time, in a second window:
       npm run tick -- --at 2027-03-20T08:01Z
       npm run tick -- --until 2027-12-31T00:00Z --every 1h
  3. Watch a whole countdown in seconds:
       npm run demo

${dim('Mails and database are kept in .milepost/. Ctrl-C stops everything.')}`;
