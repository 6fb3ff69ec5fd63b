import { describe, expect, it } from 'vitest';
import { type Arrow, betweenFolders, circlesOf } from '../../scripts/shape/imports.ts';
import { run } from '../../scripts/world/wrangler.ts';

describe('imports', () => {
  it('counts two folders once, and a file beside the folders as one', () => {
    const arrows: Arrow[] = [
      ['src/http/app.ts', 'src/http/leave/page.tsx'],
      ['src/http/leave/page.tsx', 'src/http/shared/layout.tsx'],
      ['src/http/leave/route.ts', 'src/http/shared/env.ts'],
      ['src/http/leave/route.ts', 'src/http/leave/page.tsx'],
    ];
    expect(betweenFolders(arrows)).toEqual([
      ['app.ts', 'leave'],
      ['leave', 'shared'],
    ]);
  });

  it('finds each cycle once, however long, and not what merely leads to it', () => {
    const arrows: Arrow[] = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['d', 'a'],
      ['e', 'f'],
    ];
    expect(circlesOf(arrows)).toEqual([['a', 'b', 'c']]);
    expect(circlesOf(arrows.slice(1))).toEqual([]);
  });
});

describe('npm run shape', () => {
  const NAMES = ['files', 'longest', 'arrows', 'circles', 'lesson', 'sign-up', 'column', 'message'];
  const shape = async (limits: Record<string, number>, ...more: string[]) => {
    const flags = Object.entries(limits).map(([name, limit]) => `--${name}=${limit}`);
    return run(['--no-warnings', 'scripts/shape.ts', ...flags, ...more]);
  };
  const all = (limit: number) => Object.fromEntries(NAMES.map((name) => [name, limit]));

  it('passes when all measures are within their limits, and lists what it counted', async () => {
    const { code, stdout, stderr } = await shape(all(9_999), '--list');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/ 9999$/gm)).toHaveLength(NAMES.length);
    const [, lesson = '', signUp = ''] = stdout.split(/^files that a .*$/m);
    expect(lesson).toContain('src/usecases/sending/tick.ts');
    expect(lesson).not.toContain('src/usecases/sign-up/subscribe.ts');
    expect(signUp).toContain('src/usecases/sign-up/subscribe.ts');
    expect(signUp).not.toContain('src/usecases/sending/tick.ts');
    expect(stdout).toContain('    src/domain/messages.ts');
    expect(stdout).toContain('    migrations/0001_base.sql');
  });

  it('fails when one measure is over its limit, and marks it', async () => {
    const { code, stdout } = await shape({ ...all(9_999), lesson: 1 });
    expect(code).toBe(1);
    const marked = stdout.split('\n').filter((line) => line.endsWith('over'));
    expect(marked).toEqual([expect.stringContaining("a lesson's sending")]);
  });

  it('rejects a limit that is not a number: exit code 2', async () => {
    const { code, stdout, stderr } = await shape({}, '--files', 'few');
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining("isn't a count")]);
  });
});
