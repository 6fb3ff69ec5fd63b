import { join } from 'node:path';
import { CHECKS, examine, type Result } from '../doctor/checks.ts';
import { openContext } from '../doctor/context.ts';
import { readFacts } from '../doctor/facts.ts';
import { bold, dim, green, readFlags, Trouble } from '../world/terminal.ts';
import { quietly, root, runWrangler } from '../world/wrangler.ts';

const usage = `npx milepost doctor [--local] [--json] [--resolver <url>]

Checks this machine, the deployed course, its domain and its provider, and says what to do about each
fault. Changes nothing. Exit code 1: there's a fault. Notes, and what couldn't be checked, are no
faults. RESEND_API_KEY and RESEND_WEBHOOK_SECRET are read from the environment or from .dev.vars.
  --local           checks only this machine and its files
  --json            prints every check, also those that passed
  --resolver <url>  asks this DNS resolver (default: Cloudflare's)`;

const RESOLVER = 'https://cloudflare-dns.com/dns-query';

/** Milliseconds for an answer of a server, and of wrangler. */
const PATIENCE = 15_000;
const WRANGLER_PATIENCE = 60_000;

/** `npx milepost doctor` */
export async function doctor(args: string[]): Promise<void> {
  const flags = readFlags(
    { local: { type: 'boolean' }, json: { type: 'boolean' }, resolver: { type: 'string' } },
    usage,
    args,
  );
  const resolver = flags.resolver ?? RESOLVER;
  if (!/^https?:$/.test(URL.parse(resolver)?.protocol ?? '')) {
    throw new Trouble(`"${resolver}" isn't a web address.`, `Write it like ${RESOLVER}.`, usage, 2);
  }
  const checks = CHECKS.filter(({ isLocal }) => isLocal || !flags.local);
  const facts = await readFacts(root, Date.now());
  const env = quietly(join(root, '.milepost'));
  const wrangler = (words: string[]) => runWrangler(words, env, '', WRANGLER_PATIENCE);
  const context = openContext(facts, { wrangler, resolver, patience: PATIENCE });
  const progress = progressOf(checks.length);
  const results = await examine(context, checks, progress.done);
  progress.end();
  const faults = results.filter(({ is }) => is === 'fault');
  if (flags.json) printJson(results, checks);
  else print(results, checks.length);
  if (faults.length > 0) process.exitCode = 1;
}

/** On stderr, so that stdout has the result alone; one line where nothing can be rewritten. */
function progressOf(count: number) {
  const { isTTY } = process.stderr;
  let finished = 0;
  const show = () => process.stderr.write(`\r${dim(`${finished} of ${count} checks …`)}`);
  if (isTTY) show();
  else process.stderr.write(`Running ${count} checks …\n`);
  return {
    done: () => {
      finished += 1;
      if (isTTY) show();
    },
    end: () => {
      if (isTTY) process.stderr.write('\r\x1b[K');
    },
  };
}

const MARKS = { fault: '✗', note: '!', unknown: '?' } as const;

function print(results: readonly Result[], count: number): void {
  for (const { check, is, says, cure } of results) {
    const what = is === 'unknown' ? `couldn't check: ${says}` : says;
    console.log(`${MARKS[is]} ${bold(check)}  ${what}\n    ${cure}`);
  }
  const of = (is: Result['is']) => results.filter((one) => one.is === is).length;
  const [faults, notes, unknown] = [of('fault'), of('note'), of('unknown')];
  if (results.length === 0) {
    console.log(`${green('✓')} ${count} checks, no fault`);
    return;
  }
  const parts = [
    faults === 0 ? 'no fault' : faults === 1 ? '1 fault' : `${faults} faults`,
    ...(notes > 0 ? [notes === 1 ? '1 note' : `${notes} notes`] : []),
    ...(unknown > 0 ? [`${unknown} couldn't be checked`] : []),
  ];
  console.log(`\n${faults === 0 ? green('✓') : '✗'} ${count} checks: ${parts.join(', ')}`);
}

function printJson(results: readonly Result[], checks: readonly { readonly name: string }[]): void {
  const passed = checks
    .filter(({ name }) => !results.some(({ check }) => check === name))
    .map(({ name }) => ({ check: name, is: 'ok' }));
  const ok = results.every(({ is }) => is !== 'fault');
  console.log(JSON.stringify({ ok, checks: [...results, ...passed] }, null, 2));
}
