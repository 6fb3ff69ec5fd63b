import { EVERYONE, unlistable } from '../../src/domain/address.ts';
import { readConfig } from '../../src/services/config.ts';
import type { DeployConfig } from '../cloudflare/config.ts';
import { SETTINGS } from '../settings/list.ts';
import { addressProblem, senderProblem } from './mail-address.ts';

/** A file of secrets that is uploaded with the Worker. */
export type SecretsFile = {
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
  /** The ids of the keys in its `LINK_SECRET`; null: it has none. */
  readonly linkKeys: readonly string[] | null;
};

/** Missing or invalid settings, one sentence each. */
export function settingsProblems({ env, name, vars, hasLimits }: DeployConfig): string[] {
  const { PUBLIC_URL = '', MAIL_FROM = '', REPLY_TO = '', POSTAL_ADDRESS = '' } = vars;
  const problems = [
    !isPublic(PUBLIC_URL) &&
      `PUBLIC_URL is "${PUBLIC_URL}": write the site's address, such as https://course.example.org (or https://${name}.<your-subdomain>.workers.dev), without a slash at the end.`,
    ...addressProblems({ MAIL_FROM, REPLY_TO }),
    POSTAL_ADDRESS.trim().length < 10 &&
      `POSTAL_ADDRESS is "${POSTAL_ADDRESS}": many countries require a postal address in every email.`,
    'TIME_TRAVEL' in vars && "TIME_TRAVEL is set: it's only for a laptop. Remove it.",
    hasLimits && "There's a [limits] block: the free plan can't deploy with one. Remove it.",
    ...onlyToProblems(env, vars.ONLY_TO),
  ];
  return problems.filter((problem) => problem !== false);
}

/**
 * What the Worker itself would reject, without what `settingsProblems` says in better words.
 * Secrets that it has already can't be read: examples stand for them.
 */
export function workerProblems({ vars }: DeployConfig, secretsFile: SecretsFile | null): string[] {
  const { RESEND_API_KEY, LINK_SECRET, TURNSTILE_SECRET_KEY } = SETTINGS;
  const config = readConfig({
    DB: {} as D1Database,
    RESEND_API_KEY: RESEND_API_KEY.example,
    LINK_SECRET: LINK_SECRET.example,
    ...(vars.TURNSTILE_SITE_KEY && { TURNSTILE_SECRET_KEY: TURNSTILE_SECRET_KEY.example }),
    ...vars,
    ...secretsFile?.values,
  });
  if (!('problems' in config)) return [];
  return config.problems.filter((problem) => !SAID.test(problem));
}

const SAID = /^(PUBLIC_URL|MAIL_FROM|REPLY_TO|POSTAL_ADDRESS|TIME_TRAVEL|ONLY_TO)\b/;

/** A named environment is for testing: it must never email the course's subscribers. */
function onlyToProblems(env: string | null, onlyTo: string | undefined): (string | false)[] {
  const isOpen = onlyTo === undefined || onlyTo.trim() === EVERYONE;
  return [
    env === null &&
      !isOpen &&
      'ONLY_TO is set: in production, other addresses would get no email. Remove it.',
    env !== null &&
      isOpen &&
      `ONLY_TO isn't set in [env.${env}.vars]: list the addresses that may get email from there, separated by commas.`,
    ...(isOpen ? [] : unlistable(onlyTo)).map(
      (one) => `ONLY_TO has "${one}", which isn't an email address.`,
    ),
  ];
}

/** Problems of the addresses that every email carries; a missing one is not checked. */
export function addressProblems({ MAIL_FROM, REPLY_TO }: Addresses): string[] {
  const sender = MAIL_FROM === undefined ? null : senderProblem(MAIL_FROM.trim());
  const replyTo = REPLY_TO === undefined ? null : addressProblem(REPLY_TO.trim());
  return [
    sender !== null &&
      `MAIL_FROM is "${MAIL_FROM}": ${sender} Write the sender like "Ada's course <course@example.org>", on a domain verified at the email provider.`,
    replyTo !== null &&
      `REPLY_TO is "${REPLY_TO}": ${replyTo} Write the address where you read replies.`,
  ].filter((problem) => problem !== false);
}

/** The addresses configured in the text of a `wrangler.toml`. */
export function filledIn(toml: string): Addresses {
  const value = (name: string): string | undefined =>
    new RegExp(`^\\s*${name}\\s*=\\s*(?:"(.+)"|'(.+)')\\s*(?:#.*)?$`, 'm')
      .exec(toml)
      ?.slice(1)
      .find((one) => one !== undefined)
      ?.replaceAll('\\"', '"');
  return { MAIL_FROM: value('MAIL_FROM'), REPLY_TO: value('REPLY_TO') };
}

type Addresses = {
  readonly MAIL_FROM?: string | undefined;
  readonly REPLY_TO?: string | undefined;
};

function isPublic(url: string): boolean {
  try {
    const { protocol, hostname, origin } = new URL(url);
    return protocol === 'https:' && hostname.includes('.') && origin === url;
  } catch {
    return false;
  }
}
