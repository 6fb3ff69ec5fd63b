/** Simulates the send queue for many people with one date: `npm run queue -- --people 10000000`. */
import { queueTable, weightTable } from '../bench/queue-table.ts';
import { weigh } from '../bench/weight.ts';
import { readFlags, runMain, Trouble } from './world/terminal.ts';

const usage = `npm run queue -- [--people <n>]

Plays the send queue at the provider's pace, without mailing anybody, and tells who is lost; and
weighs the lives of some hundred subscribers.
  --people 10000000   who share the date of an exam`;

await runMain(async () => {
  const { people = '10000000' } = readFlags({ people: { type: 'string' } }, usage);
  const count = Number(people);
  if (!(count >= 100)) {
    throw new Trouble(`--people is "${people}".`, 'It is a number, from 100 on.', usage, 2);
  }
  console.log(queueTable(count));
  console.log(`\n${weightTable(await weigh())}`);
});
