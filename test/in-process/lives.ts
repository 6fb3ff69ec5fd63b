/** Random lives by the thousand: `npm run lives -- --people 1000 --years 5 --seed 1`. */
import { parseArgs } from 'node:util';
import { type Lives, live } from '../support/in-process/lives.ts';
import { retell } from '../support/in-process/story.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000' },
    years: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});
const [people, years, seed] = [values.people, values.years, values.seed].map(Number) as [
  number,
  number,
  number,
];
const began = performance.now();
const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1);

let shown = 0;
const lives = await live({
  people,
  years,
  seed,
  onProgress(share, { world }) {
    if (share < shown + 0.05) return;
    shown = share;
    const percent = `${Math.round(share * 100)} %`.padStart(5);
    console.log(`${percent}  ${seconds()} s  ${world.provider.mails.length} mails`);
  },
});
report(lives);

function report({ world, stories, violations, acts }: Lives): void {
  const mails = world.provider.mails.length;
  const done = [...acts.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${people} people, ${years} years, seed ${seed}: ${done} acts, ${mails} mails,`);
  console.log(`${stories.size} subscriptions, ${seconds()} s.`);
  for (const [act, count] of acts) console.log(`  ${String(count).padStart(6)}  ${act}`);
  if (violations.length === 0) {
    console.log('No rule was broken.');
    return;
  }
  console.log(`\n${violations.length} violations; the first:`);
  for (const { rule, subscription, says } of violations.slice(0, 10)) {
    console.log(`  ${rule}: ${says} (${subscription})`);
  }
  const story = stories.get(violations[0]!.subscription.split('_')[0]!);
  if (story) console.log(['', 'The story:', ...retell(story)].join('\n  '));
  console.log(`\nAgain: npm run lives -- --people ${people} --years ${years} --seed ${seed}`);
  process.exitCode = 1;
}
