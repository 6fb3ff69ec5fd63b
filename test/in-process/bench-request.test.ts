/** The benchmark survives a request that is cut off. */
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { send } from '../../bench/request.ts';
import { listen } from '../../scripts/world/http-listen.ts';

const serving = async (answers: readonly ((response: ServerResponse) => void)[]) => {
  let asked = 0;
  const { port, stop } = await listen(0, async (_, response) => {
    answers[asked++]!(response);
  });
  return { url: `http://127.0.0.1:${port}`, asked: () => asked, stop };
};

const cutOff = (response: ServerResponse) => response.destroy();
const halfWay = (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
};
const answer = (response: ServerResponse) => response.end('whole');

it.each([
  ['before its answer', cutOff],
  ['in its answer', halfWay],
])('a request that is cut off %s is sent again', async (_, cut) => {
  const { url, asked, stop } = await serving([cut, cut, answer]);
  const { body } = await send(url, { path: '/' });
  await stop();
  expect(String(body)).toBe('whole');
  expect(asked()).toBe(3);
});

it('a server that cuts off every request is an error', async () => {
  const { url, stop } = await serving([cutOff, cutOff, cutOff]);
  await expect(send(url, { path: '/' })).rejects.toThrow('socket hang up');
  await stop();
});
