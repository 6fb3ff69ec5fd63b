import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { compile } from '../scripts/course/compile.ts';
import { printable } from '../scripts/course/problems.ts';
import { listen } from '../scripts/world/http-listen.ts';
import { createProvider, type Provider } from '../scripts/world/provider.ts';
import { answer } from '../scripts/world/provider-server.ts';
import type { Compiled } from '../src/course/compiled.ts';
import { siteverify } from './support/turnstile.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The compiled course of `test/fixtures/marathon`. */
    marathon: Compiled;
  }
}

/**
 * The provider's stand-in for all tests: outside the Worker, over real HTTP. Each path prefix has
 * separate emails, faults and clock. Also compiles a course that is not this project's own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const fixture = join(import.meta.dirname, 'fixtures/marathon');
  const emails = join(import.meta.dirname, '../emails');
  const { compiled, problems } = await compile(fixture, emails, '2026-11-22');
  if (!compiled) throw new Error(printable(problems).join('\n'));
  project.provide('marathon', compiled);
  const standIns = new Map<string, Provider>();
  const { stop } = await listen(Number(process.env.PROVIDER_PORT), (request, response) => {
    const [, name = '', path = '/'] = /^\/([^/]+)(\/.*)$/.exec(request.url ?? '') ?? [];
    if (name === 'turnstile') return siteverify(request, response);
    const standIn = standIns.get(name) ?? createProvider({ rate_limit: null });
    standIns.set(name, standIn);
    request.url = path;
    answer(standIn, request, response);
  });
  return async () => {
    for (const standIn of standIns.values()) standIn.stop();
    await stop();
  };
}
