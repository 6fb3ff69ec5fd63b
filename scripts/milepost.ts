#!/usr/bin/env node
import { newLinks, rotateKeys } from './cli/links.ts';
import { newCourse } from './cli/new.ts';
import { hold, release, unknown } from './cli/operator.ts';
import { person } from './cli/person.ts';
import { showPlan } from './cli/plan.ts';
import { preview } from './cli/preview.ts';
import { runMain, Trouble } from './world/terminal.ts';

const verbs: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  new: newCourse,
  plan: showPlan,
  preview,
  hold,
  release,
  unknown,
  person,
  'new-links': newLinks,
  'rotate-keys': rotateKeys,
};

const usage = `npx milepost <verb> [options]

  new          a course of your own, to fill with words
  plan         what arrives when, for any date, zone and joining day
  preview      every email of a person you describe, in a folder and in the mailbox
  hold         stops all sending
  release      lets sending go on, also after a restore, or for a copy of a database
  unknown      mails that may have been accepted, and what to do about each
  person       lifts what stops emails to one person: a bounce or a complaint
  new-links    ends the links to one person's page
  rotate-keys  signs links with a new secret, and keeps the old ones working

npx milepost <verb> --help says more.`;

await runMain(async () => {
  const [verb, ...args] = process.argv.slice(2);
  if (verb === undefined || verb === '--help' || verb === '-h') {
    console.log(usage);
    return;
  }
  const act = verbs[verb];
  if (act === undefined) {
    throw new Trouble(`There is no verb "${verb}".`, 'See what there is:', usage, 2);
  }
  await act(args);
});
