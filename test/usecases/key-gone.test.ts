/**
 * A retry needs the first attempt's API key and link secret: other bytes or another account could
 * send it twice.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { createProvider } from '../../scripts/world/provider.ts';
import { tokens } from '../../src/links/links.ts';
import { resendList, resendMailer } from '../../src/mail/resend-client.ts';
import { type Config, readConfig, wire } from '../../src/services.ts';
import { d1 } from '../../src/storage/database.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { emptyDatabase, NOW } from '../support/isolated-ports.ts';
import { addDue, states } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

const MINUTE = 60_000;
const OLD = 'an-older-secret-of-thirty-two-or-more-characters';
const NEW = 'a-newer-secret-of-thirty-two-or-more-characters';

beforeEach(emptyDatabase);

/** A Worker with these secrets; `authorized` lists the API keys of its calls, in order. */
function deployment(secrets: { RESEND_API_KEY?: string; LINK_SECRET?: string }) {
  const config = readConfig({ ...bindings, ...secrets }) as Config;
  const authorized: string[] = [];
  const options = {
    apiKeys: config.resendApiKeys,
    baseUrl: 'https://provider.test',
    fetch: (url: string, init: RequestInit) => {
      authorized.push(new Headers(init.headers).get('authorization')!.replace('Bearer ', ''));
      return provider.fetch(url, init);
    },
  };
  const signed = tokens(config.linkSecrets);
  const own = {
    ...wire(config, signed, d1(bindings.DB), resendMailer(options), resendList(options)),
    log: () => {},
    wait: async () => {},
  };
  return { authorized, play: (at: number) => tick(own, () => at) };
}

let provider = createProvider({ rate_limit: null });
beforeEach(() => {
  provider = createProvider({ rate_limit: null });
});

describe('an API key is rotated while a call is open', () => {
  it('the retry uses the key of the first attempt, new calls the newest', async () => {
    await addDue('open', 1, NOW);
    provider.addFaults({ kind: 'drop_after' });
    const before = deployment({ RESEND_API_KEY: 're_old' });
    await before.play(NOW);
    await addDue('next', 1, NOW);
    const after = deployment({ RESEND_API_KEY: 're_new,re_old' });
    await after.play(NOW + 2 * MINUTE);
    expect(before.authorized).toEqual(['re_old']);
    expect(after.authorized).toEqual(['re_old', 're_new']);
    expect(await states('open')).toEqual({ sent: 1 });
    expect(provider.state.mails.length).toBe(2);
  });

  it('a removed key is not used: nothing is called, the email is unknown(key_gone)', async () => {
    await addDue('open', 2, NOW);
    provider.addFaults({ kind: 'drop_after', times: 2 });
    await deployment({ RESEND_API_KEY: 're_old' }).play(NOW);
    const after = deployment({ RESEND_API_KEY: 're_new' });
    await after.play(NOW + 2 * MINUTE);
    expect(after.authorized).toEqual([]);
    expect(await states('open')).toEqual({ 'unknown(key_gone)': 2 });
    expect(await bindings.DB.prepare('SELECT count(*) AS n FROM calls').first('n')).toBe(0);
  });
});

describe('a link secret is removed while a call is open', () => {
  it('nothing is signed with an empty key: the email is unknown(key_gone)', async () => {
    await addDue('open', 1, NOW);
    provider.addFaults({ kind: 'drop_before' });
    await deployment({ LINK_SECRET: OLD }).play(NOW);
    const after = deployment({ LINK_SECRET: NEW });
    await after.play(NOW + 2 * MINUTE);
    expect(after.authorized).toEqual([]);
    expect(await states('open')).toEqual({ 'unknown(key_gone)': 1 });
  });

  it('a new secret in front of it changes nothing: the retry has the same bytes', async () => {
    await addDue('open', 1, NOW);
    provider.addFaults({ kind: 'drop_after' });
    await deployment({ LINK_SECRET: OLD }).play(NOW);
    await deployment({ LINK_SECRET: `${NEW},${OLD}` }).play(NOW + 2 * MINUTE);
    expect(await states('open')).toEqual({ sent: 1 });
    expect(provider.state.calls.map(({ error }) => error)).not.toContain(
      'invalid_idempotent_request',
    );
  });
});
