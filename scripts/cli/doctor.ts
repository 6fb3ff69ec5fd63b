import { join } from 'node:path';
import { connect } from '../cloudflare/api.ts';
import { CHECKS, examine } from '../doctor/checks.ts';
import { openContext } from '../doctor/context.ts';
import { readFacts } from '../doctor/facts.ts';
import { asJson, printable } from '../doctor/report.ts';
import { dim, readFlags, Trouble } from '../world/terminal.ts';
import { quietly, root } from '../world/wrangler.ts';

const usage = `npx milepost doctor [--local] [--json] [--resolver <url>]

Checks this machine, the deployed course, its domain and its provider, and says what to do about each
fault. Changes nothing. Exit code 1: there's a fault. Notes, and what couldn't be checked, are no
faults. RESEND_API_KEY and RESEND_WEBHOOK_SECRET are read from the environment or from .dev.vars.
  --local           checks only this machine and its files
  --json            prints every check, also those that passed
  --resolver <url>  asks this DNS resolver (default: Cloudflare's)`;

const RESOLVER = 'https://cloudflare-dns.com/dns-query';

/** Milliseconds for an answer of a server. */
const PATIENCE = 15_000;

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
  const context = openContext(facts, {
    connect: () => connect(env),
    resolver,
    patience: PATIENCE,
  });
  const progress = progressOf(checks.length);
  const results = await examine(context, checks, progress.done);
  progress.end();
  const faults = results.filter(({ is }) => is === 'fault');
  if (flags.json) console.log(JSON.stringify(asJson(results, checks), null, 2));
  else for (const line of printable(results, checks.length)) console.log(line);
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
