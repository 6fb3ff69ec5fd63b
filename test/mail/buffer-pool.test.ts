import { expect, it } from 'vitest';
import { resendMailer } from '../../src/mail/resend-client.ts';

const MESSAGE = {
  from: 'a@example.com',
  to: 'b@example.com',
  replyTo: 'a@example.com',
  template: { hash: '', course: '', message: '', subject: ['s'], html: ['h'], text: ['t'] },
  values: {},
  unsubscribe: null,
  list: null,
  delivery: 'd',
};

/** The buffer of each call, when the calls get these results. */
async function buffersOf(answers: readonly (() => Response)[]): Promise<ArrayBufferLike[]> {
  const buffers: ArrayBufferLike[] = [];
  const mailer = resendMailer({
    apiKeys: ['re_test'],
    baseUrl: 'https://provider.test',
    fetch: async (_, { body }) => {
      buffers.push((body as Uint8Array).buffer);
      return answers[buffers.length - 1]!();
    },
  });
  for (const _ of answers) await mailer.send({ key: 'k', batch: false, messages: [MESSAGE] });
  return buffers;
}

const accepted = () => Response.json({ id: '1' });
const lost = () => {
  throw new TypeError('no answer');
};

it('a buffer is reused after an accepted call', async () => {
  const [first, second] = await buffersOf([accepted, accepted]);
  expect(second).toBe(first);
});

it.each([
  ['got no answer', lost],
  ['was rejected before all of it was read', () => Response.json({}, { status: 429 })],
  ['was answered with what cannot be read', () => new Response('<html>')],
])(
  'a buffer is never reused after a call that %s: the request may still be reading it',
  async (_, how) => {
    const buffers = await buffersOf([how, accepted, lost, accepted]);
    expect(buffers.slice(1)).not.toContain(buffers[0]);
    expect(new Set(buffers).size).toBe(3);
  },
);
