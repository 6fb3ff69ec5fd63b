import { type Clock, createClock } from './provider-clock.ts';
import { createFaults, type Faults } from './provider-faults.ts';
import { createKeys } from './provider-keys.ts';
import { createQuotas, createRateLimit } from './provider-limits.ts';
import type { AcceptedRecord, Call, Journal, Mail, Settings } from './provider-types.ts';
import { createWebhooks, type Webhooks } from './provider-webhooks.ts';

export type ProviderOptions = Partial<Settings> & {
  /** Where accepted mails and keys are written, so that they survive a restart. */
  journal?: Journal;
  /** Told of each accepted mail, before the client is answered. */
  onMail?: (mail: Mail) => void;
  /** How webhooks leave (default: fetch). */
  post?: (url: string, init: RequestInit) => Promise<{ status: number }>;
};

export type ProviderState = {
  settings: Settings;
  clock: Clock;
  mails: Mail[];
  /** Position in `mails` by id. */
  positions: Map<string, number>;
  calls: Call[];
  faults: Faults;
  keys: ReturnType<typeof createKeys>;
  rate: ReturnType<typeof createRateLimit>;
  quotas: ReturnType<typeof createQuotas>;
  webhooks: Webhooks;
  record: (record: AcceptedRecord) => void;
  reset: (wanted?: Partial<Settings>) => void;
};

const defaults: Settings = {
  rate_limit: 10,
  daily_quota: null,
  monthly_quota: null,
  quota_window: 'utc_day',
  latency_ms: 0,
  keep_bodies: true,
  remember_failures: false,
  key_hours: 24,
  api_keys: { invalid: [], restricted: [], suspended: [] },
  domains: null,
  bad_addresses: [],
  bounces: [],
  complaints: [],
  webhook: null,
  seed: 1,
};

/** Everything that the stand-in knows, as it is when it starts. */
export function createState({ journal, onMail, post, ...wanted }: ProviderOptions): ProviderState {
  const clock = createClock();
  const first = { ...defaults, ...wanted };
  const state: ProviderState = {
    settings: first,
    clock,
    mails: [],
    positions: new Map(),
    calls: [],
    faults: createFaults(first.seed),
    keys: createKeys(),
    rate: createRateLimit(),
    quotas: createQuotas(() => state.settings.quota_window),
    webhooks: createWebhooks(
      () => state.settings,
      clock,
      post ?? ((url, init) => fetch(url, init)),
    ),
    record(record) {
      journal?.append(record);
      remember(record);
      record.mails.forEach((mail) => {
        onMail?.(mail);
        state.webhooks.accepted(mail);
      });
    },
    reset(changes) {
      state.settings = { ...first, ...changes };
      clock.set({ now: null });
      state.mails.length = 0;
      state.positions.clear();
      state.calls.length = 0;
      state.faults.clear();
      state.faults.seed(state.settings.seed);
      state.keys.clear();
      state.rate.clear();
      state.quotas.clear();
      state.webhooks.clear();
      journal?.clear();
    },
  };

  function remember({ scope, hash, at, answer, mails }: AcceptedRecord): void {
    if (scope !== null) state.keys.restore(scope, hash, at, answer);
    for (const mail of mails) {
      state.positions.set(mail.id, state.mails.length);
      state.mails.push(mail);
      state.quotas.add(at, mail.to.length + mail.cc.length + mail.bcc.length);
    }
  }

  journal?.load().forEach(remember);
  return state;
}
