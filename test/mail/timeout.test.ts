import { expect, it, vi } from 'vitest';
import { type ResendOptions, resendMailer } from '../../src/mail/resend-client.ts';

const CALL = {
  key: 'k',
  batch: false,
  messages: [
    {
      from: 'a@example.com',
      to: 'b@example.com',
      replyTo: 'a@example.com',
      template: { hash: '', course: '', message: '', subject: ['s'], html: ['h'], text: ['t'] },
      values: {},
      unsubscribe: null,
      list: null,
      delivery: 'd',
    },
  ],
};

const send = (options: Partial<ResendOptions>) =>
  resendMailer({ apiKeys: ['re_test'], baseUrl: 'https://provider.test', ...options }).send(CALL);

it('a call without a response is aborted, and its result is unclear (F13)', async () => {
  const hangs: ResendOptions['fetch'] = (_, { signal }) =>
    new Promise((_, reject) => {
      signal!.addEventListener('abort', () => reject(signal!.reason));
    });
  expect(await send({ fetch: hangs, patience: 5 })).toEqual({
    result: 'unclear',
    reason: 'no_answer',
  });
});

it('the timeout is fifteen seconds, well within a lease', async () => {
  const limits = vi.spyOn(AbortSignal, 'timeout');
  await send({ fetch: async () => Response.json({ id: '1' }) });
  expect(limits.mock.calls).toEqual([[15_000]]);
});
