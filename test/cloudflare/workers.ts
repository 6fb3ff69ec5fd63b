/** The routes about Workers: scripts, secrets, versions, domains. */
import { randomUUID } from 'node:crypto';
import {
  type Account,
  type Binding,
  createWorker,
  secretsOf,
  settingsOf,
  uploadedBindings,
  type Worker,
} from './account.ts';
import { ApiError, type Route } from './call.ts';

const SCRIPT = 'workers/scripts/([^/]+)';

export const WORKER_ROUTES: readonly Route[] = [
  [
    'GET',
    /^workers\/subdomain$/,
    (_, { subdomain }) => {
      if (subdomain === null)
        throw new ApiError(404, 10007, 'workers.api.error.subdomain_not_found');
      return { subdomain };
    },
  ],
  [
    'GET',
    /^workers\/domains(?:\/records)?$/,
    ({ url }, { domains }) =>
      [...domains]
        .map(([hostname, service]) => ({
          id: hostname,
          hostname,
          service,
          environment: 'production',
        }))
        .filter(({ hostname }) => hostname === (url.searchParams.get('hostname') ?? hostname)),
  ],
  [
    'POST',
    /^workers\/scripts\/([^/]+)\/domains\/changeset$/,
    () => ({ added: [], removed: [], updated: [], conflicting: [] }),
  ],
  [
    'PUT',
    /^workers\/scripts\/([^/]+)\/domains\/records$/,
    async ({ json }, { domains }, name) => {
      const { origins } = await json();
      for (const { hostname } of origins) domains.set(hostname, name!);
      return [];
    },
  ],
  [
    'GET',
    /^workers\/services\/([^/]+)$/,
    (_, account, name) => {
      const { deployments } = workerOf(account, name!);
      const script = { created_on: deployments[0]?.created_on, tag: 'tag', tags: [] };
      return { id: name, default_environment: { environment: 'production', script } };
    },
  ],
  [
    'GET',
    new RegExp(`^${SCRIPT}/secrets$`),
    (_, account, name) => secretsOf(workerOf(account, name!)),
  ],
  [
    'PUT',
    new RegExp(`^${SCRIPT}/secrets$`),
    async ({ json }, account, name) => {
      const worker = workerOf(account, name!);
      const { name: secret, text } = await json();
      const others = worker.bindings.filter((one) => one.name !== secret);
      worker.bindings = [...others, { name: secret, type: 'secret_text', text }];
      return { name: secret, type: 'secret_text' };
    },
  ],
  [
    'DELETE',
    new RegExp(`^${SCRIPT}/secrets/([^/]+)$`),
    (_, account, name, secret) => {
      const worker = workerOf(account, name!);
      worker.bindings = worker.bindings.filter((one) => one.name !== secret);
      return null;
    },
  ],
  [
    'GET',
    new RegExp(`^${SCRIPT}/settings$`),
    (_, account, name) => settingsOf(workerOf(account, name!)),
  ],
  ['PATCH', new RegExp(`^${SCRIPT}/script-settings$`), () => ({})],
  [
    'GET',
    new RegExp(`^${SCRIPT}/deployments$`),
    (_, account, name) => ({
      deployments: workerOf(account, name!)
        .deployments.toReversed()
        .map((one) => ({
          ...one,
          source: 'wrangler',
          strategy: 'percentage',
          author_email: 'operator@example.org',
          annotations: { 'workers/triggered_by': 'upload' },
          versions: [{ version_id: one.id, percentage: 100 }],
        })),
    }),
  ],
  [
    'POST',
    new RegExp(`^${SCRIPT}/deployments$`),
    async ({ json, now }, account, name) => {
      const worker = workerOf(account, name!);
      const { versions } = await json();
      release(worker, versions[0].version_id, now);
      return { id: randomUUID() };
    },
  ],
  [
    'POST',
    new RegExp(`^${SCRIPT}/versions$`),
    async ({ form }, account, name) => {
      const id = await takeUpload(workerOf(account, name!), await form());
      return { id, startup_time_ms: 5, resources: { script: { etag: id } } };
    },
  ],
  [
    'PUT',
    /^workers\/scripts\/([^/]+)$/,
    async ({ form, now }, account, name) => {
      const worker = account.workers.get(name!) ?? createWorker();
      const id = await takeUpload(worker, await form());
      account.workers.set(name!, worker);
      release(worker, id, now);
      return { id: name, etag: id, deployment_id: id.replaceAll('-', ''), startup_time_ms: 5 };
    },
  ],
  ['POST', new RegExp(`^${SCRIPT}/assets-upload-session$`), () => ({ jwt: 'assets', buckets: [] })],
  [
    'GET',
    new RegExp(`^${SCRIPT}/subdomain$`),
    (_, account, name) => ({
      enabled: workerOf(account, name!).onWorkersDev,
      previews_enabled: false,
    }),
  ],
  [
    'GET',
    /^workers\/workers\/([^/]+)$/,
    (_, account, name) => ({
      id: name,
      name,
      subdomain: { enabled: workerOf(account, name!).onWorkersDev, previews_enabled: false },
    }),
  ],
  [
    'POST',
    new RegExp(`^${SCRIPT}/subdomain$`),
    async ({ json }, account, name) => {
      const worker = workerOf(account, name!);
      worker.onWorkersDev = (await json()).enabled;
      return { enabled: worker.onWorkersDev, previews_enabled: false };
    },
  ],
  [
    'PUT',
    new RegExp(`^${SCRIPT}/schedules$`),
    async ({ json }, account, name) => {
      const worker = workerOf(account, name!);
      worker.crons = (await json()).map(({ cron }: { cron: string }) => cron);
      return { schedules: worker.crons.map((cron) => ({ cron })) };
    },
  ],
  [
    'GET',
    new RegExp(`^${SCRIPT}/schedules$`),
    (_, account, name) => ({
      schedules: workerOf(account, name!).crons.map((cron) => ({ cron })),
    }),
  ],
];

const missing = new ApiError(404, 10007, 'This Worker does not exist on your account.');

function workerOf({ workers }: Account, name: string): Worker {
  const worker = workers.get(name);
  if (worker) return worker;
  throw missing;
}

/** Stores an upload as a version that is not yet deployed. */
async function takeUpload(worker: Worker, form: FormData): Promise<string> {
  const { bindings: sent = [] } = JSON.parse(await textOf(form.get('metadata'))) as {
    bindings?: Binding[];
  };
  const { bindings, missing: names } = uploadedBindings(worker.bindings, sent);
  if (names.length > 0) {
    throw new ApiError(400, 10057, `inherit binding '${names[0]}' is invalid`);
  }
  const id = randomUUID();
  worker.versions.set(id, bindings);
  return id;
}

const textOf = async (part: unknown): Promise<string> =>
  part instanceof Blob ? part.text() : String(part);

function release(worker: Worker, id: string, now: number): void {
  worker.bindings = worker.versions.get(id)!;
  worker.uploaded = true;
  worker.deployments.push({ id, created_on: new Date(now).toISOString() });
}
