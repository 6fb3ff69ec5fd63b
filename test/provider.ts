import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { listen } from '../scripts/world/http-listen.ts';
import { createProvider, type Provider } from '../scripts/world/provider.ts';
import { answer } from '../scripts/world/provider-server.ts';
import type { Compiled } from '../src/course/compiled.ts';
import { compiledFrom, writeFixture } from './support/fixture-course.ts';
import { siteverify } from './support/turnstile.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The compiled course of `test/fixtures/marathon`. */
    marathon: Compiled;
  }
}

/**
 * The provider's stand-in for all tests: outside the Worker, over real HTTP. Each path prefix has
 * separate emails, faults and clock. Also compiles the fixture courses.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await writeFixture();
  project.provide('marathon', await compiledFrom(join(import.meta.dirname, 'fixtures/marathon')));
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
