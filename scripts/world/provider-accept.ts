import { type HttpAnswer, json, refuse } from './provider-answers.ts';
import type { Core } from './provider-core.ts';
import type { Keyed } from './provider-keys.ts';
import type { Fault, Mail } from './provider-types.ts';
import { bareAddress, type Draft, type Refusal, validate } from './provider-validate.ts';

export type Outcome = { answer: HttpAnswer; accepted: number; forgetKey: boolean };

type Circumstances = {
  key: string | null;
  /** The key's scope and the payload's hash, under which the response is remembered. */
  keyed: Keyed | null;
  permissive: boolean;
  fault: Fault | undefined;
  now: number;
};

/** Validates and accepts the emails of one call. */
export function accept(
  core: Core,
  { mails, single }: { mails: unknown[]; single: boolean },
  { key, keyed, permissive: wanted, fault, now }: Circumstances,
): Outcome {
  const refused = (answer: HttpAnswer): Outcome => ({ answer, accepted: 0, forgetKey: false });
  if (fault?.kind === 'daily_quota') return refused(refuse('daily_quota_exceeded'));
  if (fault?.kind === 'monthly_quota') return refused(refuse('monthly_quota_exceeded'));

  const { settings } = core;
  const permissive = wanted && !single;
  const drafts: Draft[] = [];
  const errors: (Refusal & { index: number })[] = [];
  const marked = fault?.kind === 'bad_address' ? markedIndex(fault, mails) : -1;
  mails.forEach((mail, index) => {
    const checked = index === marked ? badAddress(fault) : validate(mail, settings);
    if ('draft' in checked) drafts.push(checked.draft);
    else errors.push({ index, ...checked.refusal });
  });
  const [first] = errors;
  if (first && !permissive) return refused(refuse(first.name, first.message, first.status));

  const recipients = drafts.reduce((sum, { to, cc, bcc }) => sum + [to, cc, bcc].flat().length, 0);
  const overQuota = core.quotas.check(now, recipients, settings);
  if (overQuota) return refused(overQuota);

  const accepted = drafts.map((draft, index) => {
    const n = core.mails.length + index + 1;
    return toMail(draft, { n, id: core.newId(n), now, key, keepBodies: settings.keep_bodies });
  });
  const ids = accepted.map(({ id }) => ({ id }));
  const answer = single
    ? json(200, ids[0])
    : json(200, {
        data: ids,
        ...(permissive && { errors: errors.map(({ index, message }) => ({ index, message })) }),
      });
  const forgetKey = fault?.forget_key ?? false;
  const { scope = null, hash = '' } = (!forgetKey && keyed) || {};
  core.record({ scope, hash, at: now, answer, mails: accepted });
  return { answer, accepted: accepted.length, forgetKey };
}

function markedIndex({ index, match }: Fault, mails: unknown[]): number {
  if (index !== undefined || !match?.to) return index ?? 0;
  const wanted = match.to;
  return mails.findIndex((mail) => String((mail as { to?: unknown } | null)?.to).includes(wanted));
}

const badAddress = (fault: Fault | undefined): { refusal: Refusal } => ({
  refusal: {
    name: 'validation_error',
    message: fault?.message ?? 'Invalid `to` field. The address is refused.',
  },
});

type Stamp = { n: number; id: string; now: number; key: string | null; keepBodies: boolean };

function toMail(draft: Draft, { n, id, now, key, keepBodies }: Stamp): Mail {
  const domain = bareAddress(draft.from).split('@')[1];
  return {
    n,
    id,
    message_id: `<${id}@${domain}>`,
    accepted_at: new Date(now).toISOString(),
    key,
    ...draft,
    html: keepBodies ? draft.html : null,
    text: keepBodies ? draft.text : null,
    last_event: 'queued',
  };
}
