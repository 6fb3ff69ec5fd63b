/** Simulates the send queue for many people with one date: `npm run queue -- --people 10000000`. */
import { queueTable, weightTable } from '../bench/queue-table.ts';
import { weigh } from '../bench/weight.ts';
import { readFlags, runMain, Trouble } from './world/terminal.ts';

const usage = `npm run queue -- [--people <n>]

Simulates the send queue at the provider's pace, without sending email, and counts lost emails. Also
measures the bytes of some hundred subscribers.
  --people 10000000   people who share the date of an exam`;

await runMain(async () => {
  const { people = '10000000' } = readFlags({ people: { type: 'string' } }, usage);
  const count = Number(people);
  if (!(count >= 100)) {
    throw new Trouble(`--people is "${people}".`, 'Write a number of 100 or more.', usage, 2);
  }
  console.log(queueTable(count));
  console.log(`\n${weightTable(await weigh())}`);
});
