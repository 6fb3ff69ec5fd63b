/** Checks of this machine and its files. */
import { SCHEMA_VERSION } from '../../src/usecases/operator/problems.ts';
import { settingsProblems, workerProblems } from '../deploy/settings.ts';
import { SETTINGS } from '../settings/list.ts';
import type { Context } from './context.ts';
import { fault, note, OK } from './finding.ts';

/** As in scripts/node-version.cjs. */
const OLDEST_NODE = [22, 18] as const;

export function node({ facts }: Context) {
  const [major = 0, minor = 0] = facts.nodeVersion.split('.').map(Number);
  const [least, leastMinor] = OLDEST_NODE;
  if (major > least || (major === least && minor >= leastMinor)) return OK;
  return fault(
    `This is Node ${facts.nodeVersion}; Milepost needs ${OLDEST_NODE.join('.')} or newer.`,
    'It brings its own: run `npm install`, then `npx milepost doctor`.',
  );
}

export function wrangler({ facts }: Context) {
  const { wanted, installed } = facts.wrangler;
  if (installed === wanted) return OK;
  const what = installed === null ? "isn't installed" : `is ${installed}`;
  return fault(`wrangler ${what}; this version of Milepost needs ${wanted}.`, 'Run `npm ci`.');
}

/** Settings of [vars] in wrangler.toml, as deployment and Worker check them. */
export function settings({ facts }: Context) {
  const { vars } = facts.config;
  const unknown = Object.keys(vars).filter((name) => !(name in SETTINGS));
  const problems = [
    ...settingsProblems(facts.config).filter((problem) => !isAboutAddress(problem)),
    ...workerProblems(facts.config, null),
    ...unknown.map((name) => `${name} isn't a setting: nothing reads it.`),
  ];
  const cure =
    'Correct it under [vars] in wrangler.toml and deploy. docs/settings.md has every setting.';
  return problems.map((problem) => fault(problem, cure));
}

const isAboutAddress = (problem: string): boolean => problem.startsWith('POSTAL_ADDRESS');

export function legalAddress({ facts }: Context) {
  const { POSTAL_ADDRESS = '' } = facts.config.vars;
  const isSample = /\b(sample|example)\b|musterstra/i.test(POSTAL_ADDRESS);
  const problem = settingsProblems(facts.config).find(isAboutAddress);
  if (problem === undefined && !isSample) return OK;
  return fault(
    problem ?? `POSTAL_ADDRESS is "${POSTAL_ADDRESS}": that looks like a sample.`,
    'Write the postal address where you can be reached into wrangler.toml and deploy.',
  );
}

export function bindings({ facts }: Context) {
  const { bindings: present, crons } = facts.config;
  const missing = ['DB', 'SIGN_UP_RATE', 'assets'].filter((name) => !present.includes(name));
  const problems = [
    ...missing.map((name) => `The binding ${name} is missing.`),
    ...(crons.includes('* * * * *') ? [] : ['The cron isn\'t "* * * * *", every minute.']),
  ];
  if (problems.length === 0) return OK;
  const cure = 'Restore wrangler.toml: `git diff wrangler.toml` shows what you changed. Deploy.';
  return fault(problems.join(' '), cure);
}

/** `npm start` can't use a database from another version. */
export function localSchema({ facts: { localSchema: schema } }: Context) {
  if (schema === null || schema === SCHEMA_VERSION) return OK;
  if (schema > 0 && schema < SCHEMA_VERSION) {
    const says = `The local database has schema ${schema}; this version needs ${SCHEMA_VERSION}.`;
    return note(says, 'Run `npm start`: it applies the migrations.');
  }
  return fault(
    `The local database is from another version: its schema is ${schema || 'unknown'}.`,
    "If you don't need its sign-ups and emails: rm -r .milepost/world",
  );
}

const DAY = 86_400_000;
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** Advice grows old: each lesson should be read through once a year. */
export function contentAge({ facts: { now, reviewed } }: Context) {
  const oldest = dayOf(now - 366 * DAY);
  const old = reviewed.filter(({ day }) => day < oldest);
  if (old.length === 0) return OK;
  const named = old.slice(0, 3).map(({ file, day }) => `${file} (${day})`);
  const more = old.length > 3 ? ` and ${old.length - 3} more` : '';
  return note(
    `Not read through for over a year: ${named.join(', ')}${more}.`,
    'Read them, correct them, and set `reviewed` to today.',
  );
}

/** Cloudflare's own restore reaches back seven days on the free plan. */
const BACKUP_DAYS = 7;

export function backupAge({ facts: { now, backups } }: Context) {
  const days = backups.flatMap(
    (file) => /^milepost-(\d{4}-\d\d-\d\d).*\.sql$/.exec(file)?.[1] ?? [],
  );
  const newest = days.sort().at(-1);
  if (newest !== undefined && newest >= dayOf(now - BACKUP_DAYS * DAY)) return OK;
  const says = newest ? `The newest backup is from ${newest}.` : 'There is no backup in backups/.';
  return note(says, 'Run `npx milepost backup --remote`, best every week.');
}
