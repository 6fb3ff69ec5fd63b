/** What of wrangler.toml a deployment looks at. */
export type DeployConfig = {
  name: string;
  databaseName: string;
  vars: Record<string, string>;
  requiredSecrets: string[];
  hasLimits: boolean;
};

const address = /^[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}$/i;

/** What is not filled in, or cannot be right: a sentence each. */
export function settingsProblems({ name, vars, hasLimits }: DeployConfig): string[] {
  const { PUBLIC_URL = '', MAIL_FROM = '', REPLY_TO = '', POSTAL_ADDRESS = '' } = vars;
  const sender = /<([^<>]+)>\s*$/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM;
  const problems = [
    !isPublic(PUBLIC_URL) &&
      `PUBLIC_URL is "${PUBLIC_URL}": write the site's address, such as https://course.example.org (or https://${name}.<your-subdomain>.workers.dev), without a slash at the end.`,
    !address.test(sender) &&
      `MAIL_FROM is "${MAIL_FROM}": write the sender, such as "Ada's course <course@example.org>", on a domain verified at the mail provider.`,
    !address.test(REPLY_TO) &&
      `REPLY_TO is "${REPLY_TO}": write the address where answers are read.`,
    POSTAL_ADDRESS.trim().length < 10 &&
      `POSTAL_ADDRESS is "${POSTAL_ADDRESS}": mail law in many countries asks for one in every mail.`,
    'TIME_TRAVEL' in vars && 'TIME_TRAVEL is set: it is for a laptop only. Take it out.',
    hasLimits &&
      'There is a [limits] block: the free plan refuses to deploy with one. Take it out.',
  ];
  return problems.filter((problem) => problem !== false);
}

function isPublic(url: string): boolean {
  try {
    const { protocol, hostname, origin } = new URL(url);
    return protocol === 'https:' && hostname.includes('.') && origin === url;
  } catch {
    return false;
  }
}
