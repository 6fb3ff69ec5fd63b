/** Work after a response starts once the response has been read to its end. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import worker from '../../src/index.ts';
import { heardEnv } from '../support/database.ts';
import { bindings, join, linkIn, mailsTo, post } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const at = (name: string): string => `${name}@after-answer.example`;
const FIELDS = { target_date: '2028-03-20', time_zone: 'UTC' };

type Asked = { readonly path: string; readonly body?: Record<string, string> };

/** Requests that send an email after their response. */
const REQUESTS: Readonly<Record<string, (email: string) => Promise<Asked>>> = {
  'signing up': async (email) => ({ path: '/subscribe', body: { ...FIELDS, email } }),
  confirming: async (email) => {
    await post('/subscribe', NOW, { ...FIELDS, email });
    return { path: linkIn((await mailsTo(email))[0]!, 'confirm') };
  },
  'a new address': async (email) => ({
    path: `${await join({ email, target_date: '2028-03-20' }, NOW)}/details`,
    body: { email: `new-${email}` },
  }),
};

const ask = async (name: string, request: keyof typeof REQUESTS) => {
  const { path, body = {} } = await REQUESTS[request]!(at(name));
  let trips = 0;
  const env = heardEnv(() => {
    trips++;
  });
  const context = createExecutionContext();
  const incoming = new Request(`${bindings.PUBLIC_URL}${path}`, {
    method: 'POST',
    headers: { 'milepost-now': NOW, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await worker.fetch(
    incoming as Request<unknown, IncomingRequestCfProperties>,
    env,
    context,
  );
  return { answer, context, trips: () => trips };
};

const newMail = (name: string) => mailsTo(name === 'address' ? `new-${at(name)}` : at(name));

describe.each([
  ['join', 'signing up', 202, 1],
  ['confirm', 'confirming', 200, 2],
  ['address', 'a new address', 200, 1],
] as const)('%s: %s', (name, request, status, mails) => {
  it('queries nothing while the response is being read', async () => {
    const { answer, context, trips } = await ask(name, request);
    const before = trips();
    // Real network requests turn the event loop: any pending timers and promises would run.
    for (let n = 0; n < 20; n++) await mailsTo('nobody@after-answer.example');
    expect([answer.status, trips()]).toEqual([status, before]);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/json/);
    expect(JSON.parse(text)).toMatchObject({ status: expect.any(String) });
    await waitOnExecutionContext(context);
    expect(trips()).toBeGreaterThan(before);
    expect((await newMail(name)).length).toBe(mails);
  });

  it('is done even if the client disconnects', async () => {
    const own = `${name}-gone`;
    const { answer, context, trips } = await ask(own, request);
    const before = trips();
    await answer.body!.cancel();
    await waitOnExecutionContext(context);
    expect(trips()).toBeGreaterThan(before);
  });
});
