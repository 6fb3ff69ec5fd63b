import { type Clock, type ClockStore, createClock } from './provider-clock.ts';
import { type Core, createCore, DEFAULTS } from './provider-core.ts';
import type { Journal, Mail, Settings } from './provider-types.ts';
import { createWebhooks, type Webhooks } from './provider-webhooks.ts';

export type ProviderOptions = Partial<Settings> & {
  /** Stores accepted emails and keys, so that they survive a restart. */
  journal?: Journal;
  /** Keeps the clock across restarts. */
  clockStore?: ClockStore;
  /** Called for each accepted email, before the response. */
  onMail?: (mail: Mail) => void;
  /** Posts webhooks (default: fetch). */
  post?: (url: string, init: RequestInit) => Promise<{ status: number }>;
};

export type ProviderState = Core & {
  clock: Clock;
  webhooks: Webhooks;
  reset: (wanted?: Partial<Settings>) => void;
};

/** The provider core with a clock, a journal and webhooks, for use on a laptop. */
export function createState({
  journal,
  clockStore,
  onMail,
  post,
  ...wanted
}: ProviderOptions): ProviderState {
  const clock = createClock(clockStore);
  const core = createCore({
    ...wanted,
    onAccepted(record) {
      journal?.append(record);
      for (const mail of record.mails) {
        onMail?.(mail);
        webhooks.accepted(mail);
      }
    },
  });
  const webhooks = createWebhooks(
    () => core.settings,
    clock,
    post ?? ((url, init) => fetch(url, init)),
  );
  journal?.load().forEach(core.restore);
  return Object.assign(core, {
    clock,
    webhooks,
    reset(changes?: Partial<Settings>) {
      core.settings = { ...DEFAULTS, ...wanted, ...changes };
      clock.set({ now: null });
      core.mails.length = 0;
      core.positions.clear();
      core.calls.length = 0;
      core.faults.clear();
      core.faults.seed(core.settings.seed);
      core.keys.clear();
      core.rate.clear();
      core.quotas.clear();
      webhooks.clear();
      journal?.clear();
    },
  });
}
