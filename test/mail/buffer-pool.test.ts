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

/** Which buffers the calls travel in, when they are answered like this. */
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

it('who accepted a call has read its sheet, and the next call is written on it', async () => {
  const [first, second] = await buffersOf([accepted, accepted]);
  expect(second).toBe(first);
});

it.each([
  ['got no answer', lost],
  ['was refused before all of it was read', () => Response.json({}, { status: 429 })],
  ['was answered with what cannot be read', () => new Response('<html>')],
])(
  'a call that %s may still be travelling: its sheet is never written on again',
  async (_, how) => {
    const buffers = await buffersOf([how, accepted, lost, accepted]);
    expect(buffers.slice(1)).not.toContain(buffers[0]);
    expect(new Set(buffers).size).toBe(3);
  },
);
