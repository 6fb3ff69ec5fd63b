/** Requests to a person's page, as a browser and as a program make them. */
import { expect } from 'vitest';
import { post, request } from './worker.ts';

/** The status and the JSON of the response. */
export async function json(path: string, now: string, body?: unknown) {
  const response = await request(path, now, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return [response.status, await response.json()] as [number, Record<string, unknown>];
}

/** Posts a form and returns the page that the browser is redirected to. */
export async function submit(path: string, now: string, fields: Record<string, string> = {}) {
  const answer = await post(path, now, fields);
  expect(answer.status).toBe(303);
  return text(answer.headers.get('location')!, now);
}

export const text = async (path: string, now: string): Promise<string> =>
  (await request(path, now)).text();

export const heading = async (response: Response): Promise<string> =>
  /<h1>(.*?)<\/h1>/.exec(await response.text())?.[1] ?? '';
