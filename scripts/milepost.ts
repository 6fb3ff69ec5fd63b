#!/usr/bin/env node
import { backup } from './cli/backup.ts';
import { doctor } from './cli/doctor.ts';
import { embed } from './cli/embed.ts';
import { exportRows } from './cli/export.ts';
import { forecast } from './cli/forecast.ts';
import { importPeople } from './cli/import.ts';
import { newLinks, rotateKeys } from './cli/links.ts';
import { lint } from './cli/lint.ts';
import { newCourse } from './cli/new.ts';
import { newLanguage } from './cli/new-language.ts';
import { hold, release, unknown } from './cli/operator.ts';
import { person } from './cli/person.ts';
import { showPlan } from './cli/plan.ts';
import { preview } from './cli/preview.ts';
import { restore } from './cli/restore.ts';
import { sendTest } from './cli/send-test.ts';
import { stats } from './cli/stats.ts';
import { why } from './cli/why.ts';
import { runMain, Trouble } from './world/terminal.ts';

const verbs: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  new: newCourse,
  'new-language': newLanguage,
  lint,
  plan: showPlan,
  forecast,
  stats,
  preview,
  'send-test': sendTest,
  doctor,
  embed,
  hold,
  release,
  unknown,
  backup,
  restore,
  why,
  person,
  import: importPeople,
  export: exportRows,
  'new-links': newLinks,
  'rotate-keys': rotateKeys,
};

const usage = `npx milepost <verb> [options]

  new           writes a course of your own, to fill with words
  new-language  copies the interface's texts for you to translate
  lint          checks all texts, and with --links the pages that they link to
  plan          prints what arrives when, for any date, zone and joining day
  forecast      counts the emails of each day ahead, and compares them with the quota
  stats         shows how the course is doing: emails ahead, funnel, bounces, delays, dates
  preview       writes every email of a person you describe
  send-test     sends you an email of your course, through your provider
  doctor        checks your set-up, and says what to do about each fault
  embed         prints a sign-up form to paste into another site
  hold          stops all sending
  release       resumes sending, also after a restore or for a copied database
  unknown       lists emails that may have been accepted, and what to do about each
  backup        writes the whole database to a file that only you can read
  restore       replaces the database with a backup, and keeps what people changed since
  why           says what an address was and will be sent, what not, and why
  person        shows, exports, erases, unsubscribes or moves one person, or lifts a suppression
  import        signs up or invites the people in a CSV file of another tool
  export        writes people, deliveries or consents as CSV
  new-links     turns off the links to one person's page
  rotate-keys   signs links with a new secret, and keeps old links working

For details: npx milepost <verb> --help`;

await runMain(async () => {
  const [verb, ...args] = process.argv.slice(2);
  if (verb === undefined || verb === '--help' || verb === '-h') {
    console.log(usage);
    return;
  }
  const act = verbs[verb];
  if (act === undefined) {
    throw new Trouble(`"${verb}" isn't a verb.`, 'These are the verbs:', usage, 2);
  }
  await act(args);
});
