import { SETTLED_AFTER } from '../../src/domain/provider.ts';
import { HOUR, type Instant, toMinute } from '../../src/domain/time.ts';
import {
  adopt,
  doubtSince,
  holdSending,
  releaseSending,
  type UnknownEmail,
  unknownEmails,
} from '../../src/storage/operator.ts';
import { readFlags, Trouble } from '../world/terminal.ts';
import { nowOf, query, targetFlags } from './database.ts';

const holdUsage = `npx milepost hold [--why <text>] [--remote]

Stops all sending at once; sign-ups still work. Due emails stay due until \`npx milepost release\`.
A restored database doesn't know that it was held: before a restore, set the hold outside the
database with \`npx wrangler secret put HELD\`.`;

/** `npx milepost hold` */
export async function hold(args: string[]): Promise<void> {
  const flags = readFlags({ ...targetFlags, why: { type: 'string' } }, holdUsage, args);
  const why = flags.why ?? 'held by the operator';
  await query(flags, holdSending(why));
  console.log('Sending is stopped. To start it again: npx milepost release');
}

const releaseUsage = `npx milepost release [--restored <instant>] [--adopt <url>] [--remote]

Starts sending again after \`hold\`, ends a hold of lessons or sign-ups after bounces and complaints,
and retries rejected emails at once. Bounces and complaints are counted anew from now on.
  --restored <instant>  the database was restored to this instant: emails that are due or being sent
                        may have been sent since, so they become unknown until the provider's list
                        settles them
  --adopt <url>         assigns this database to the Worker at this PUBLIC_URL`;

/** `npx milepost release` */
export async function release(args: string[]): Promise<void> {
  const flags = readFlags(
    { ...targetFlags, restored: { type: 'string' }, adopt: { type: 'string' } },
    releaseUsage,
    args,
  );
  const restored = flags.restored === undefined ? null : instantOf(flags.restored);
  if (flags.adopt !== undefined && !/^https?:\/\/[^\s/]+$/.test(flags.adopt)) {
    throw new Trouble(
      `"${flags.adopt}" isn't a URL.`,
      'Enter it exactly as in PUBLIC_URL, such as https://course.example.com.',
      releaseUsage,
      2,
    );
  }
  const doubted = await query(
    flags,
    ...(restored === null ? [] : doubtSince(restored, nowOf(flags))),
    ...releaseSending(nowOf(flags)),
    ...(flags.adopt === undefined ? [] : [adopt(flags.adopt)]),
  );
  if (restored !== null) {
    console.log(`${doubted.length} emails may have been sent since then. They're unknown now.`);
  }
  console.log('Sending starts again with the next cron run.');
}

function instantOf(text: string): number {
  const instant = Date.parse(text);
  if (!Number.isNaN(instant)) return instant;
  throw new Trouble(
    `"${text}" isn't an instant.`,
    'Write it like 2027-03-20T08:01Z.',
    releaseUsage,
    2,
  );
}

const unknownUsage = `npx milepost unknown [--json] [--remote]

Lists emails that may or may not have been accepted, each with a safe next step. They're never sent
again without proof that they weren't.`;

/** `npx milepost unknown` */
export async function unknown(args: string[]): Promise<void> {
  const flags = readFlags({ ...targetFlags, json: { type: 'boolean' } }, unknownUsage, args);
  const rows = await query<UnknownEmail>(flags, unknownEmails());
  const now = nowOf(flags);
  if (flags.json) {
    console.log(
      JSON.stringify(
        rows.map((row) => ({ ...row, action: actionFor(row, now) })),
        null,
        2,
      ),
    );
    return;
  }
  if (rows.length === 0) {
    console.log('No emails are unknown.');
    return;
  }
  for (const row of rows) {
    const since = toMinute(row.first_call_at);
    console.log(`${row.id}\n  ${row.reason}, first tried ${since}\n  ${actionFor(row, now)}`);
  }
}

/** A next step that is safe whether or not the email was accepted. */
function actionFor({ id, reason, first_call_at }: UnknownEmail, now: Instant): string {
  if (reason !== 'restored' && now - first_call_at < SETTLED_AFTER) {
    return `Wait. The provider's events or its list settle it: within minutes if it was accepted, after ${SETTLED_AFTER / HOUR} hours if it wasn't.`;
  }
  if (reason === 'list_ended') {
    return `The provider's list doesn't reach back to this email, so it can't show whether it was accepted. Ask the person, or do nothing: we never send it again. An event with the tag delivery=${id} still settles it.`;
  }
  return `Search the provider's log for the tag delivery=${id}. With a full-access RESEND_API_KEY, Milepost does this for you.`;
}
