/** What the stand-in remembers of Cloudflare's accounts. */
import { randomUUID } from 'node:crypto';
import type { Database } from './d1.ts';

export type Binding = {
  readonly name: string;
  readonly type: string;
  readonly text?: string;
  readonly id?: string;
};

export type Worker = {
  bindings: readonly Binding[];
  /** Whether code was uploaded: a secret may be stored before. */
  uploaded: boolean;
  crons: readonly string[];
  onWorkersDev: boolean;
  readonly versions: Map<string, readonly Binding[]>;
  /** Oldest first. */
  readonly deployments: { readonly id: string; readonly created_on: string }[];
};

export type Account = {
  readonly id: string;
  readonly name: string;
  /** The account's name in workers.dev; null: not registered. */
  subdomain: string | null;
  /** False: the token has no permission for D1. */
  hasD1: boolean;
  readonly databases: Database[];
  readonly workers: Map<string, Worker>;
  /** Domains that the account manages. */
  readonly zones: string[];
  /** Custom domains, by host name. */
  readonly domains: Map<string, string>;
};

export const createAccount = (name: string, subdomain: string | null = 'ada'): Account => ({
  id: randomUUID().replaceAll('-', ''),
  name,
  subdomain,
  hasD1: true,
  databases: [],
  workers: new Map(),
  zones: [],
  domains: new Map(),
});

export const createWorker = (): Worker => ({
  bindings: [],
  uploaded: false,
  crons: [],
  onWorkersDev: false,
  versions: new Map(),
  deployments: [],
});

const isSecret = ({ type }: Binding): boolean => type === 'secret_text';

export const secretsOf = ({ bindings }: Worker) =>
  bindings.filter(isSecret).map(({ name, type }) => ({ name, type }));

export const settingsOf = ({ bindings }: Worker) => ({
  bindings: bindings.map(({ text, ...binding }) =>
    isSecret(binding) || text === undefined ? binding : { ...binding, text },
  ),
});

/** The bindings after an upload, which keeps secrets and what it inherits; `missing` is not there. */
export function uploadedBindings(
  before: readonly Binding[],
  sent: readonly Binding[],
): { readonly bindings: readonly Binding[]; readonly missing: readonly string[] } {
  const named = sent.filter(({ type }) => type !== 'inherit');
  const inherited = sent.filter(({ type }) => type === 'inherit').map(({ name }) => name);
  const names = new Set(named.map(({ name }) => name));
  const stays = (one: Binding) => isSecret(one) || inherited.includes(one.name);
  const kept = before.filter((one) => stays(one) && !names.has(one.name));
  const known = new Set([...before, ...named].map(({ name }) => name));
  return {
    bindings: [...named, ...kept],
    missing: inherited.filter((name) => !known.has(name)),
  };
}
