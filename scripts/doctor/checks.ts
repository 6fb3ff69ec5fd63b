/** All checks of `npx milepost doctor`, in the order in which they're printed. */
import type { Context } from './context.ts';
import * as deployed from './deployed.ts';
import type { CannotCheck, Finding } from './finding.ts';
import * as here from './here.ts';
import * as mail from './mail.ts';
import * as site from './site.ts';

export type Check = {
  readonly name: string;
  /** Asks nothing outside this machine. */
  readonly isLocal: boolean;
  readonly run: (context: Context) => Found | Promise<Found>;
};

type Found = Finding | readonly Finding[];

const local = (name: string, run: Check['run']): Check => ({ name, isLocal: true, run });
const remote = (name: string, run: Check['run']): Check => ({ name, isLocal: false, run });

export const CHECKS: readonly Check[] = [
  local('Node', here.node),
  local('wrangler', here.wrangler),
  local('settings', here.settings),
  local('legal address', here.legalAddress),
  local('bindings', here.bindings),
  local('local database', here.localSchema),
  local('content age', here.contentAge),
  local('backup', here.backupAge),
  remote('account', deployed.account),
  remote('Worker', deployed.worker),
  remote('secrets', deployed.secrets),
  remote('database', deployed.schema),
  remote('owner', deployed.owner),
  remote('public URL', site.publicUrl),
  remote('cron', site.cron),
  remote('sending', site.sending),
  remote('API key', mail.apiKey),
  remote('domain', mail.domain),
  remote('quota', mail.quota),
  remote('SPF', mail.spf),
  remote('DKIM', mail.dkim),
  remote('return path', mail.returnPath),
  remote('DMARC', mail.dmarc),
  remote('webhook', mail.webhook),
  remote('webhook round trip', site.webhookRoundTrip),
  remote('unsubscribe', site.unsubscribe),
];

export type Result = Exclude<Finding, { is: 'ok' }> & { readonly check: string };

/** Runs the checks at once; one that breaks says so and stops no other. */
export async function examine(
  context: Context,
  checks: readonly Check[],
  onDone: (check: Check) => void = () => {},
): Promise<readonly Result[]> {
  const found = await Promise.all(
    checks.map(async (check) => {
      const findings = [await findingOf(check, context)].flat();
      onDone(check);
      return findings.flatMap((one) => (one.is === 'ok' ? [] : [{ check: check.name, ...one }]));
    }),
  );
  return found.flat();
}

async function findingOf({ run }: Check, context: Context): Promise<Found> {
  try {
    return await run(context);
  } catch (error) {
    const { message, cure = 'Try again; if it stays, report it.' } = error as Partial<CannotCheck> &
      Error;
    return { is: 'unknown', says: message, cure };
  }
}
