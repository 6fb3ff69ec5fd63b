#!/usr/bin/env node
import { planUsage, showPlan } from './cli/plan.ts';
import { runMain, Trouble } from './world/terminal.ts';

const verbs: Readonly<Record<string, (args: string[]) => Promise<void>>> = { plan: showPlan };

const usage = `npx milepost <verb> [options]

  plan     what arrives when, for any date, zone and joining day

npx milepost <verb> --help says more.`;

await runMain(async () => {
  const [verb, ...args] = process.argv.slice(2);
  if (verb === undefined || verb === '--help' || verb === '-h') {
    console.log(usage);
    return;
  }
  const act = verbs[verb];
  if (act === undefined) {
    throw new Trouble(
      `There is no verb "${verb}".`,
      'See what there is:',
      `${usage}\n${planUsage}`,
      2,
    );
  }
  await act(args);
});
