/** Proves after an upload that the Worker can send, or says why it can't. */
import { MINUTE, toMinute } from '../../src/domain/time.ts';
import { type Api, failed } from '../cloudflare/api.ts';
import type { DeployConfig } from '../cloudflare/config.ts';
import { Trouble } from '../world/terminal.ts';

/** The answer of `/health`; null: nothing answered. */
export type Health = { readonly status: number; readonly body: string } | null;

type Verified = {
  readonly config: DeployConfig;
  readonly getHealth: (url: string) => Promise<Health>;
  readonly now: () => number;
  readonly say: (line: string) => void;
};

/** Cloudflare starts a new cron trigger within this time. */
const CRON_STARTS = 15 * MINUTE;

/** Reads `/health`; throws unless the Worker is healthy and its cron runs, or is about to. */
export async function verify(
  { config, getHealth, now, say }: Verified,
  api: Api,
  account: string,
  isFirst: boolean,
): Promise<void> {
  const url = `${config.vars.PUBLIC_URL}/health`;
  const health = await getHealth(url);
  const report = health && reportOf(health.body);
  if (!report) throw notMilepost(url, health);
  if (health.status !== 200 || !report.ok) throw unhealthy(config, url, health.status, report);
  const script = `/accounts/${account}/workers/scripts/${config.name}`;
  await checkCron(api, script);
  if (report.last_tick_at) return say(`✓ ${url} is healthy`);
  const since = isFirst ? now() : await firstDeployedAt(api, script);
  if (now() - since < CRON_STARTS) {
    say(`✓ ${url} is healthy`);
    say(
      '! The cron has not run yet. Cloudflare starts it within 15 minutes of the first deployment.',
    );
    return;
  }
  throw new Trouble(
    "Uploaded, but the cron hasn't run since the first deployment, so no email is sent.",
    `That was ${toMinute(since)}. Cloudflare starts a cron within 15 minutes.`,
    'Open the Worker at https://dash.cloudflare.com, "Settings", "Trigger events". A free account has five crons in all its Workers.\nThen run this again.',
  );
}

type Report = {
  readonly ok: boolean;
  readonly last_tick_at?: string | null;
  readonly problems?: readonly string[];
};

function reportOf(body: string): Report | null {
  try {
    const report = JSON.parse(body);
    return typeof report?.ok === 'boolean' ? report : null;
  } catch {
    return null;
  }
}

const notMilepost = (url: string, health: Health): Trouble =>
  new Trouble(
    `Uploaded, but ${url} doesn't answer like Milepost.`,
    health ? `It answered ${health.status}: ${health.body.slice(0, 200)}` : 'Nothing answered.',
    'Check PUBLIC_URL in wrangler.toml, and that its domain points to this Worker.\nA new domain can take a few minutes. Then run this again.',
  );

function unhealthy(
  { vars, env }: DeployConfig,
  url: string,
  status: number,
  { problems = [] }: Report,
): Trouble {
  const list = problems.length > 0 ? problems.map((one) => `- ${one}`).join('\n  ') : 'No reason.';
  const moved = problems.some((one) => one.includes('other_public_url'));
  return new Trouble(
    `Uploaded, but ${url} answers ${status}: the course isn't healthy.`,
    list,
    moved
      ? `If the course moved here: ${env === null ? '' : `CLOUDFLARE_ENV=${env} `}npx milepost release --adopt ${vars.PUBLIC_URL} --remote`
      : 'docs/delivery.md, "When something needs you", says what to do. Then run this again.',
  );
}

async function checkCron(api: Api, script: string): Promise<void> {
  const answer = await api.get<{ schedules: unknown[] }>(`${script}/schedules`);
  if (!answer.ok) {
    throw failed("Uploaded, but the cron couldn't be checked.", answer, 'Workers Scripts: Edit');
  }
  if (answer.result.schedules.length > 0) return;
  throw new Trouble(
    'Uploaded, but the Worker has no cron, so no email is sent.',
    'Cloudflare lists none.',
    'Keep crons = ["* * * * *"] under [triggers] in wrangler.toml, and run this again.',
  );
}

/** Storing a secret deploys, too, perhaps long before the cron is set. */
async function firstDeployedAt(api: Api, script: string): Promise<number> {
  type Deployment = { created_on: string; annotations?: Record<string, string> };
  const answer = await api.get<{ deployments: Deployment[] }>(`${script}/deployments`);
  if (!answer.ok) {
    throw failed(
      "Uploaded, but the deployments couldn't be listed.",
      answer,
      'Workers Scripts: Edit',
    );
  }
  const uploads = answer.result.deployments.filter(
    ({ annotations }) => annotations?.['workers/triggered_by'] !== 'secret',
  );
  return Math.min(...uploads.map(({ created_on }) => Date.parse(created_on)));
}
