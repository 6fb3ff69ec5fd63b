/** The reference of all settings is complete, true, and has nothing that isn't read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REQUIRED_SECRETS, SETTINGS, VARIABLES } from '../../scripts/settings/list.ts';
import { settingsReference } from '../../scripts/settings/reference.ts';
import { SOURCES } from '../../scripts/shape/modules.ts';
import { root } from '../../scripts/world/wrangler.ts';
import { type Env, readConfig, type SettingName } from '../../src/services/config.ts';

const all = Object.entries(SETTINGS) as [SettingName, (typeof SETTINGS)[SettingName]][];
const required = all.filter(([, { otherwise }]) => otherwise === null);
const optional = all.filter(([, { otherwise }]) => otherwise !== null);

const base = {
  ...Object.fromEntries(required.map(([name, { example }]) => [name, example])),
  RESEND_BASE_URL: 'http://localhost:8025',
  DB: {},
} as unknown as Env;

/** Some settings only take effect with others: with time travel, or with their pair. */
const LAPTOP: Env = {
  ...base,
  TIME_TRAVEL: '1',
  TURNSTILE_SITE_KEY: SETTINGS.TURNSTILE_SITE_KEY.example,
  TURNSTILE_SECRET_KEY: SETTINGS.TURNSTILE_SECRET_KEY.example,
};
const ACCESS = {
  ACCESS_TEAM_DOMAIN: SETTINGS.ACCESS_TEAM_DOMAIN.example,
  ACCESS_AUD: SETTINGS.ACCESS_AUD.example,
};

test('the page has every setting as the list knows it', () => {
  const kept = readFileSync(join(root, 'docs/settings.md'), 'utf8');
  expect(kept === settingsReference() || 'run npm run reference').toBe(true);
});

describe('a setting of the Worker', () => {
  test('is read, and none is read that the list lacks', () => {
    const read = new Set<string>();
    const watched = new Proxy(LAPTOP, {
      get: (env, name) => {
        read.add(String(name));
        return Reflect.get(env, name);
      },
    });
    readConfig(watched);
    read.delete('DB');
    expect([...read].sort()).toEqual(Object.keys(SETTINGS).sort());
  });

  test.each(all)('%s changes the configuration', (name, { example, place }) => {
    const laptop = place === 'laptop' && name !== 'TIME_TRAVEL' ? LAPTOP : base;
    const own: Env = name in ACCESS ? { ...base, ...ACCESS } : laptop;
    const { [name]: _, ...without } = own;
    expect(readConfig({ ...own, [name]: example })).not.toEqual(readConfig(without as Env));
  });

  test.each(required)('%s: without it, the Worker names it', (name) => {
    const { problems } = readConfig({ ...base, [name]: '' }) as { problems: string[] };
    expect(problems).toEqual([expect.stringContaining(name)]);
  });

  test.each(optional)('%s: the value given for "left out" is the default', (name, about) => {
    const own = about.place === 'laptop' && name !== 'TIME_TRAVEL' ? LAPTOP : base;
    const { [name]: _, ...without } = own;
    if (about.otherwise === '') {
      expect(readConfig({ ...without, [name]: '' } as Env)).toEqual(readConfig(without as Env));
      return;
    }
    expect(readConfig({ ...without, [name]: about.otherwise } as Env)).toEqual(
      readConfig(without as Env),
    );
  });

  test('has an effect: each field of the configuration is used', () => {
    const text = SOURCES.filter((file) => file !== 'src/services/config.ts')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const fields = Object.keys(readConfig(base));
    expect(fields).toContain('mailFrom');
    const used = (field: string): boolean =>
      new RegExp(`\\b(config|run\\.config|services\\.config)\\.${field}\\b`).test(text) ||
      new RegExp(`\\{[^{}]*\\b${field}\\b[^{}]*\\}(: Config| = config)`).test(text);
    expect(fields.filter((field) => !used(field))).toEqual([]);
  });

  test('is known wherever one is set: wrangler.toml has no others', () => {
    const toml = readFileSync(join(root, 'wrangler.toml'), 'utf8');
    const [, vars = ''] = /^\[vars\]\n((?:.+\n)+)/m.exec(toml)!;
    const names = [...vars.matchAll(/^(\w+) *=/gm)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !(name in SETTINGS))).toEqual([]);
    // With such a list, wrangler passes only its names from .dev.vars to the Worker.
    expect(toml).not.toMatch(/^\[(env\.\w+\.)?secrets\]/m);
    expect(REQUIRED_SECRETS).toEqual(['RESEND_API_KEY', 'LINK_SECRET']);
  });

  const commands = all.flatMap(([name, { commands: of = [] }]) => of.map((one) => [one, name]));
  test.each(commands)('is read by the command that is named: %s %s', (command, name) => {
    const [, , verb = ''] = command!.split(' ');
    const entry = command!.startsWith('npm') ? `scripts/${verb}.ts` : `scripts/cli/${verb}.ts`;
    const files = behind(join(root, entry)).filter((file) => !file.endsWith('settings/list.ts'));
    const mentions = files.some((file) => readFileSync(file, 'utf8').includes(name!));
    const isRequiredSecret = REQUIRED_SECRETS.includes(name!) && verb === 'deploy';
    expect(mentions || isRequiredSecret).toBe(true);
  });
});

describe('a variable of the environment', () => {
  const inScripts = readdirSync(join(root, 'scripts'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.c?ts$/.test(file))
    .map((file) => readFileSync(join(root, 'scripts', file), 'utf8'))
    .join('\n');
  const named = [...inScripts.matchAll(/process\.env\.([A-Z_]+)/g)].map(([, name]) => name!);
  const taken = [...inScripts.matchAll(/\{([^{}]*)\} = process\.env;/g)].flatMap(([, names]) =>
    names!.split(',').map((name) => name.trim()),
  );
  const read = new Set([...named, ...taken]);
  for (const name of ['PATH', 'NODE_ENV']) read.delete(name);

  test('that a command reads is in the reference', () => {
    expect(read.size).toBeGreaterThan(2);
    expect([...read].filter((name) => !(name in VARIABLES))).toEqual([]);
  });

  test('of the reference is read, by a command or by wrangler', () => {
    const wrangler = readFileSync(join(root, 'node_modules/wrangler/wrangler-dist/cli.js'), 'utf8');
    const unread = Object.keys(VARIABLES).filter(
      (name) => !read.has(name) && !wrangler.includes(name),
    );
    expect(unread).toEqual([]);
  });
});

/** A script and all that it imports. */
function behind(entry: string, known = new Set<string>()): string[] {
  if (known.has(entry) || !existsSync(entry)) return [];
  known.add(entry);
  const text = readFileSync(entry, 'utf8');
  for (const [, from] of text.matchAll(/(?:from |import\()'(\.[^']+)'/g)) {
    behind(join(dirname(entry), from!), known);
  }
  return [...known];
}
