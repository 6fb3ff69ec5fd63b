#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { runMain, Trouble } from './world/terminal.ts';

type Verb = (args: string[]) => Promise<void>;

/** Each loads what it needs: all of them together take a second. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  new: async () => (await import('./cli/new.ts')).newCourse,
  'new-language': async () => (await import('./cli/new-language.ts')).newLanguage,
  lint: async () => (await import('./cli/lint.ts')).lint,
  plan: async () => (await import('./cli/plan.ts')).showPlan,
  forecast: async () => (await import('./cli/forecast.ts')).forecast,
  stats: async () => (await import('./cli/stats.ts')).stats,
  preview: async () => (await import('./cli/preview.ts')).preview,
  'send-test': async () => (await import('./cli/send-test.ts')).sendTest,
  doctor: async () => (await import('./cli/doctor.ts')).doctor,
  embed: async () => (await import('./cli/embed.ts')).embed,
  hold: async () => (await import('./cli/operator.ts')).hold,
  release: async () => (await import('./cli/operator.ts')).release,
  unknown: async () => (await import('./cli/operator.ts')).unknown,
  backup: async () => (await import('./cli/backup.ts')).backup,
  restore: async () => (await import('./cli/restore.ts')).restore,
  why: async () => (await import('./cli/why.ts')).why,
  person: async () => (await import('./cli/person.ts')).person,
  import: async () => (await import('./cli/import.ts')).importPeople,
  export: async () => (await import('./cli/export.ts')).exportRows,
  'new-links': async () => (await import('./cli/links.ts')).newLinks,
  'rotate-keys': async () => (await import('./cli/links.ts')).rotateKeys,
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

enableCompileCache();

await runMain(async () => {
  const [verb, ...args] = process.argv.slice(2);
  if (verb === undefined || verb === '--help' || verb === '-h') {
    console.log(usage);
    return;
  }
  const load = verbs[verb];
  if (load === undefined) {
    throw new Trouble(`"${verb}" isn't a verb.`, 'These are the verbs:', usage, 2);
  }
  const act = await load();
  await act(args);
});
