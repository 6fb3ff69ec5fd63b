/** A world that stops while a command plays it: `npm run tick`, `npm run demo`. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { playTick } from '../../scripts/world/tick.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  closers.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each<[string, RequestListener]>([
  ['before it answers', (request) => request.socket.destroy()],
  [
    'in the middle of an answer',
    (request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"outcome"', () => request.socket.destroy());
    },
  ],
])('a world that stops %s is said to have stopped, with what to do', async (_, stops) => {
  const mailboxUrl = await serverThat((_, response) => response.end('{"last":0}'));
  const url = await serverThat(stops);
  await expect(playTick({ url, mailboxUrl }, 0)).rejects.toMatchObject({
    name: 'Trouble',
    message: 'Milepost has stopped.',
    why: `Nothing answers at ${url} any more. What was played so far is kept.`,
    fix: expect.stringContaining('npm start'),
  });
});
