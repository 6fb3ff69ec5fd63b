import { describe, expect, test } from 'vitest';
import { type DeployConfig, filledIn, settingsProblems } from '../../scripts/deploy/settings.ts';
import { deploy, rehearse, type Surroundings } from '../../scripts/deploy/steps.ts';

const config: DeployConfig = {
  name: 'milepost',
  databaseName: 'milepost',
  vars: {
    PUBLIC_URL: 'https://course.example.org',
    MAIL_FROM: 'Course <course@example.org>',
    REPLY_TO: 'help@example.org',
    POSTAL_ADDRESS: '1 Sample Street, 12345 Sampletown',
  },
  requiredSecrets: ['RESEND_API_KEY', 'LINK_SECRET'],
  hasLimits: false,
};

type Answers = Record<string, { code?: number; stdout?: string; stderr?: string }>;

/** An account with everything in order, unless a command's output is replaced. */
function account(answers: Answers = {}, changes: Partial<Surroundings> = {}) {
  const commands: string[] = [];
  const lines: string[] = [];
  const inOrder: Answers = {
    'secret list': { stdout: '[{"name":"RESEND_API_KEY"},{"name":"LINK_SECRET"}]' },
    'd1 list': { stdout: '[{"uuid":"1","name":"other"},{"uuid":"2","name":"milepost"}]' },
  };
  const around: Surroundings = {
    config,
    wrangler: async (args) => {
      const command = args.join(' ');
      commands.push(command);
      const known = Object.entries({ ...inOrder, ...answers });
      const answer = known.find(([start]) => command.startsWith(start))?.[1];
      return { code: 0, stdout: '', stderr: '', ...answer };
    },
    compile: async () => ({ code: 0, stdout: '', stderr: '' }),
    getHealth: async () => ({ status: 200, body: '{"ok":true}' }),
    randomSecret: () => 'a-fresh-value',
    say: (line) => lines.push(line),
    ...changes,
  };
  return { around, commands, lines };
}

const did = (commands: string[], start: string) => commands.some((one) => one.startsWith(start));

describe('a deployment', () => {
  test('finds its database, migrates it by binding, then uploads', async () => {
    const { around, commands, lines } = account();
    await deploy(around);
    expect(commands).toEqual([
      'whoami --json',
      'secret list --format json',
      'd1 list --json',
      'd1 migrations apply DB --remote',
      'deploy',
    ]);
    expect(lines.join('\n')).toContain('sign up at https://course.example.org');
  });

  test('creates the database when it is absent', async () => {
    const { around, commands } = account({ 'd1 list': { stdout: '[]' } });
    await deploy(around);
    expect(commands.slice(2)).toEqual([
      'd1 list --json',
      'd1 create milepost',
      'd1 migrations apply DB --remote',
      'deploy',
    ]);
  });

  test('stops before uploading when a migration fails', async () => {
    const { around, commands } = account({
      'd1 migrations': { code: 1, stderr: 'no such column: x' },
    });
    await expect(deploy(around)).rejects.toMatchObject({
      message: expect.stringContaining('nothing was deployed'),
      why: 'no such column: x',
    });
    expect(did(commands, 'deploy')).toBe(false);
  });

  test('without a login it changes nothing and names the command', async () => {
    const { around, commands } = account({ whoami: { code: 1 } });
    await expect(deploy(around)).rejects.toMatchObject({
      fix: expect.stringContaining('npx wrangler login'),
    });
    expect(commands).toEqual(['whoami --json']);
  });

  test('asks for missing secrets before the first one, with a value to use', async () => {
    const { around, commands } = account({ 'secret list': { code: 1, stderr: 'not found' } });
    await expect(deploy(around)).rejects.toMatchObject({
      message: 'Secrets are missing: RESEND_API_KEY, LINK_SECRET.',
      fix: expect.stringMatching(/secret put LINK_SECRET .*a-fresh-value/),
    });
    expect(did(commands, 'd1')).toBe(false);
  });

  test('reads secrets from a file', async () => {
    const secretsFile = { path: '.env.production', names: ['RESEND_API_KEY', 'LINK_SECRET'] };
    const { around, commands } = account({ 'secret list': { code: 1 } }, { secretsFile });
    await deploy(around);
    expect(commands.at(-1)).toBe('deploy --secrets-file .env.production');
  });

  test("changes nothing when a course doesn't compile", async () => {
    const compile = async () => ({ code: 1, stdout: '', stderr: 'one-day.md:3: no subject' });
    const { around, commands } = account({}, { compile });
    await expect(deploy(around)).rejects.toMatchObject({ why: 'one-day.md:3: no subject' });
    expect(did(commands, 'd1')).toBe(false);
  });

  test("accepts a Worker that isn't ready yet, but not another site at the address", async () => {
    const waiting = { status: 503, body: '{"ok":false,"last_tick_at":null}' };
    await deploy(account({}, { getHealth: async () => waiting }).around);
    const parked = { status: 200, body: '<h1>Buy this domain</h1>' };
    for (const answer of [parked, null]) {
      const { around } = account({}, { getHealth: async () => answer });
      await expect(deploy(around)).rejects.toThrow("doesn't answer like Milepost");
    }
  });

  test('uploads nothing and needs no account in a rehearsal', async () => {
    const vars = { ...config.vars, PUBLIC_URL: '' };
    const { around, commands, lines } = account({}, { config: { ...config, vars } });
    await rehearse(around);
    expect(commands).toEqual(['deploy --dry-run']);
    expect(lines.join('\n')).toContain('PUBLIC_URL is ""');
  });
});

describe('the settings', () => {
  test.each([
    ['PUBLIC_URL', ''],
    ['PUBLIC_URL', 'http://course.example.org'],
    ['PUBLIC_URL', 'https://course.example.org/'],
    ['PUBLIC_URL', 'https://localhost'],
    ['MAIL_FROM', 'Course'],
    ['REPLY_TO', ''],
    ['POSTAL_ADDRESS', ' '],
    ['TIME_TRAVEL', '1'],
  ])('%s "%s" is named', (name, value) => {
    const vars = { ...config.vars, [name]: value };
    expect(settingsProblems({ ...config, vars })).toEqual([expect.stringContaining(name)]);
  });

  test.each([
    ['MAIL_FROM', 'a..b@c.org', "isn't a single email address"],
    ['MAIL_FROM', 'a@b..org', "isn't a single email address"],
    ['MAIL_FROM', 'Kurs, Köln <kurs@x.org>', 'quotation marks'],
    ['MAIL_FROM', 'Milepost v1.0 <kurs@x.org>', 'quotation marks'],
    ['MAIL_FROM', 'a@b.org, c@d.org', "isn't a single email address"],
    ['MAIL_FROM', 'Kurs <kurs@-x.org>', "isn't an address that can send email"],
    ['REPLY_TO', 'hilfe@prüfung.example', 'as xn--prfung-4ya.example'],
    ['REPLY_TO', 'Help <help@example.org>', 'without a name'],
    ['REPLY_TO', '"a b"@example.org', "isn't"],
  ])('%s "%s" is rejected before the provider rejects every email', (name, value, why) => {
    const vars = { ...config.vars, [name]: value };
    expect(settingsProblems({ ...config, vars })).toEqual([
      expect.stringMatching(new RegExp(`^${name} .*${why}`)),
    ]);
  });

  test.each([
    ['MAIL_FROM', '"Kurs, Köln" <kurs@x.org>'],
    ['MAIL_FROM', 'Kurs Köln <kurs@x.org>'],
    ['MAIL_FROM', 'Course <course@example.com>'],
    ['MAIL_FROM', 'course@example.com'],
    ['MAIL_FROM', 'Курс <a@xn--e1afmkfd.xn--p1ai>'],
    ['REPLY_TO', 'a@xn--e1afmkfd.xn--p1ai'],
    ['REPLY_TO', 'Help+course@Example.org'],
  ])('%s "%s" is accepted', (name, value) => {
    const vars = { ...config.vars, [name]: value };
    expect(settingsProblems({ ...config, vars })).toEqual([]);
  });

  test('a build reads the addresses that are filled in', () => {
    expect(filledIn('[vars]\nMAIL_FROM = ""\n  REPLY_TO=\'a@b.org\' # answers\n')).toEqual({
      REPLY_TO: 'a@b.org',
    });
    expect(filledIn('MAIL_FROM = "\\"Kurs, Köln\\" <kurs@x.org>"').MAIL_FROM).toBe(
      '"Kurs, Köln" <kurs@x.org>',
    );
  });

  test('a [limits] block is named, because the free plan rejects it', () => {
    expect(settingsProblems({ ...config, hasLimits: true })).toEqual([
      expect.stringContaining('[limits]'),
    ]);
  });

  test('valid ones have no problem', () => {
    expect(settingsProblems(config)).toEqual([]);
  });
});
