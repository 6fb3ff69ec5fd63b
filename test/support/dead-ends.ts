/**
 * Dead ends: whenever a request can't succeed, the page says what happened and links to the next
 * step. Each case sets up one such request.
 */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { app } from '../../src/http/app.ts';
import { skipWaits } from './database.ts';
import { bindings, join, linkIn, mailsTo, request } from './worker.ts';

export const NOW = '2027-02-14T12:00:00Z';
export const LATER = '2027-02-14T13:00:00Z';
export const DATE = '2028-03-20';

/** The headings of the pages that a next step leads to. */
export const OWN = 'Your countdown';
export const START = 'Machine Learning Interviews';

export const at = (name: string) => `${name}@stuck.example`;
export const person = (name: string) => join({ email: at(name), target_date: DATE }, NOW);
export const lastLink = async (name: string, page: Parameters<typeof linkIn>[1]) =>
  linkIn((await mailsTo(at(name))).at(-1)!, page);

/** The request that can't succeed. */
export type Ask = {
  readonly path: string;
  readonly now: string;
  readonly init?: RequestInit;
  /** Overrides for a Worker that isn't working properly. */
  readonly env?: Partial<typeof bindings>;
};

export const open = (path: string, now = NOW): Ask => ({ path, now });

export const submit = (path: string, fields: Record<string, string> = {}, now = NOW): Ask => ({
  path,
  now,
  init: { method: 'POST', body: new URLSearchParams(fields) },
});

export type DeadEnd = {
  /** Sets up the case; the name is unique and may serve as a person's name. */
  readonly at: (name: string) => Ask | Promise<Ask>;
  readonly status: number;
  readonly heading: string;
  /** The heading of the page that the next step leads to. */
  readonly next: string;
  /** The fields of a form on the page, filled in and ready to submit. */
  readonly kept?: readonly string[];
  readonly retryAfter?: string;
};

/** Tests each case, as HTML and as JSON. */
export function testDeadEnds(cases: Readonly<Record<string, DeadEnd>>): void {
  describe.each(Object.entries(cases))('%s', (title, deadEnd) => {
    const name = title.replace(/\W+/g, '-');

    it('says what happened, and its next step works', async () => {
      const answer = await send(await deadEnd.at(name), 'text/html');
      const html = await answer.text();
      expect([answer.status, text(/<h1>(.*?)<\/h1>/s, html)]).toEqual([
        deadEnd.status,
        deadEnd.heading,
      ]);
      expect(text(/<p class="lead">(.*?)<\/p>/s, html).length).toBeGreaterThan(40);
      expect(html).not.toMatch(/D1_ERROR|SQLITE_|undefined|\bnull\b|\[object/);
      for (const value of deadEnd.kept ?? []) expect(html).toContain(`value="${value}"`);
      expect(answer.headers.get('retry-after')).toBe(deadEnd.retryAfter ?? null);
      expect(answer.headers.get('cache-control') ?? 'no-store').toBe('no-store');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8');

      const href = text(/<a class="button[^"]*" href="([^"]*)"/, html);
      if (deadEnd.next.startsWith('https:')) return expect(href).toBe(deadEnd.next);
      const next = await request(href, LATER);
      const there = await next.text();
      expect([next.status, text(/<h1>(.*?)<\/h1>/s, there)]).toEqual([200, deadEnd.next]);
      const [, place] = href.split('#');
      if (place !== undefined) expect(there).toContain(`id="${place}"`);
    });

    it('says it in JSON too', async () => {
      const answer = await send(await deadEnd.at(`json-${name}`), 'application/json');
      expect(answer.status).toBe(deadEnd.status);
      expect(await answer.json()).toEqual({
        errors: [{ field: null, message: expect.stringMatching(/^[A-Z][^<]{30,}[.]$/) }],
      });
    });
  });
}

export async function send(
  { path, now, init = {}, env = {} }: Ask,
  accept: string,
): Promise<Response> {
  const context = createExecutionContext();
  const headers = { ...init.headers, accept, 'milepost-now': now };
  const answer = await app.request(path, { ...init, headers }, { ...bindings, ...env }, context);
  await waitOnExecutionContext(context);
  return answer;
}

/** A database that returns nothing but this. */
export function away(message: string): Partial<typeof bindings> {
  skipWaits();
  const fail = () => Promise.reject(new Error(message));
  const statement = { bind: () => statement, all: fail };
  return { DB: { prepare: () => statement, batch: fail } as unknown as D1Database };
}

export const text = (pattern: RegExp, html: string): string => pattern.exec(html)?.[1] ?? '';
