import { addressProblem, senderProblem } from './mail-address.ts';

/** The parts of wrangler.toml that a deployment checks. */
export type DeployConfig = {
  name: string;
  databaseName: string;
  vars: Record<string, string>;
  requiredSecrets: string[];
  hasLimits: boolean;
};

/** Missing or invalid settings, one sentence each. */
export function settingsProblems({ name, vars, hasLimits }: DeployConfig): string[] {
  const { PUBLIC_URL = '', MAIL_FROM = '', REPLY_TO = '', POSTAL_ADDRESS = '' } = vars;
  const problems = [
    !isPublic(PUBLIC_URL) &&
      `PUBLIC_URL is "${PUBLIC_URL}": write the site's address, such as https://course.example.org (or https://${name}.<your-subdomain>.workers.dev), without a slash at the end.`,
    ...addressProblems({ MAIL_FROM, REPLY_TO }),
    POSTAL_ADDRESS.trim().length < 10 &&
      `POSTAL_ADDRESS is "${POSTAL_ADDRESS}": many countries require a postal address in every email.`,
    'TIME_TRAVEL' in vars && "TIME_TRAVEL is set: it's only for a laptop. Remove it.",
    hasLimits && "There's a [limits] block: the free plan can't deploy with one. Remove it.",
  ];
  return problems.filter((problem) => problem !== false);
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
