import { SETTLED_AFTER } from '../../src/domain/provider.ts';
import { HOUR } from '../../src/domain/time.ts';
import {
  adopt,
  doubtSince,
  holdSending,
  releaseSending,
  type UnknownEmail,
  unknownEmails,
} from '../../src/storage/operator.ts';
import { readFlags, Trouble } from '../world/terminal.ts';
import { query, targetFlags } from './database.ts';

const holdUsage = `npx milepost hold [--why <text>] [--remote]

Stops all sending at once; sign-ups go on. A database that you restore has forgotten it: before a
restore, \`npx wrangler secret put HELD\` holds from outside the database.
What is due stays due: \`npx milepost release\` lets it go.`;

/** `npx milepost hold` */
export async function hold(args: string[]): Promise<void> {
  const flags = readFlags({ ...targetFlags, why: { type: 'string' } }, holdUsage, args);
  const why = flags.why ?? 'held by the operator';
  await query(flags, holdSending(why));
  console.log('Nothing is sent any more. Next: npx milepost release, when all is well again.');
}

const releaseUsage = `npx milepost release [--restored <instant>] [--adopt <url>] [--remote]

Lets sending go on after \`hold\`, and tries again at once what the provider refused.
  --restored <instant>  the database was restored to this instant: what is due or under way may have
                        been sent since, so it becomes unknown and the provider's list decides
  --adopt <url>         this database now belongs to the Worker at this PUBLIC_URL`;

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
      `"${flags.adopt}" is no address.`,
      'Write it as PUBLIC_URL is written.',
      releaseUsage,
      2,
    );
  }
  const doubted = await query(
    flags,
    ...(restored === null ? [] : doubtSince(restored, Date.now())),
    ...releaseSending(),
    ...(flags.adopt === undefined ? [] : [adopt(flags.adopt)]),
  );
  if (restored !== null) {
    console.log(`${doubted.length} mails may have been sent since then; they are unknown now.`);
  }
  console.log('Sending goes on with the next tick.');
}

function instantOf(text: string): number {
  const instant = Date.parse(text);
  if (!Number.isNaN(instant)) return instant;
  throw new Trouble(`"${text}" is no instant.`, 'Write 2027-03-20T08:01Z.', releaseUsage, 2);
}

const unknownUsage = `npx milepost unknown [--json] [--remote]

Lists mails of which nobody knows whether they were accepted, each with one safe thing to do.
They are never sent again blindly.`;

/** `npx milepost unknown` */
export async function unknown(args: string[]): Promise<void> {
  const flags = readFlags({ ...targetFlags, json: { type: 'boolean' } }, unknownUsage, args);
  const rows = await query<UnknownEmail>(flags, unknownEmails());
  if (flags.json) {
    console.log(
      JSON.stringify(
        rows.map((row) => ({ ...row, action: actionFor(row) })),
        null,
        2,
      ),
    );
    return;
  }
  if (rows.length === 0) {
    console.log('Every mail is accounted for.');
    return;
  }
  for (const row of rows) {
    const since = new Date(row.first_call_at).toISOString().slice(0, 16);
    console.log(`${row.id}\n  ${row.reason}, first tried ${since}Z\n  ${actionFor(row)}`);
  }
}

/** A next step that is safe whether or not the email was accepted. */
function actionFor({ id, reason, first_call_at }: UnknownEmail): string {
  if (reason !== 'restored' && Date.now() - first_call_at < SETTLED_AFTER) {
    return `Wait: an event of the provider settles it, or its list: within minutes if it was accepted, after ${SETTLED_AFTER / HOUR} hours if it was not.`;
  }
  if (reason === 'list_ended') {
    return `The provider's list ends before this email was called, so nothing can prove whether it was accepted. Ask the person, or leave it: it is never sent again. An event with the tag delivery=${id} still settles it.`;
  }
  return `Search the provider's log for the tag delivery=${id}. With a full-access RESEND_API_KEY the course does this by itself.`;
}
