/** Wrong designs that random faults rarely reveal: each has its own test. */
export const NAMED: readonly {
  readonly wrong: string;
  readonly file: string;
  readonly title: string;
}[] = [
  {
    wrong: 'binds a value of more than two megabytes',
    file: 'test/in-process/portions.test.ts',
    title: 'the templates of six courses in two languages are stored, and emails are sent',
  },
  {
    wrong: 'does not check the window at the call',
    file: 'test/usecases/flights.test.ts',
    title: 'its email is left out of the bytes: of %i the others are sent',
  },
  {
    wrong: 'sends the operator’s digest without retries',
    file: 'test/usecases/health.test.ts',
    title: 'is retried under its key after %s, and arrives once',
  },
  {
    wrong: 'takes a late run to be on time',
    file: 'test/usecases/late-cron.test.ts',
    title: 'a run that starts late knows that it is late: nothing is sent after its window',
  },
  {
    wrong: 'treats an email missing from a truncated list as never accepted',
    file: 'test/usecases/reconcile.test.ts',
    title: 'that has ended before the first call proves nothing: the email stays unknown',
  },
  {
    wrong: 'settles a sign-up again after a tick has settled it',
    file: 'test/in-process/late-repeat.test.ts',
    title: 'a sign-up that a tick has settled before its repeat brings one confirmation',
  },
];
