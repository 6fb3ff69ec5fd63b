import { describe, expect, test } from 'vitest';
import type { DeployConfig } from '../../scripts/cloudflare/config.ts';
import { filledIn, settingsProblems, workerProblems } from '../../scripts/deploy/settings.ts';
import { VARS } from '../cloudflare/config.ts';

const config: DeployConfig = {
  env: null,
  name: 'milepost',
  databaseName: 'milepost',
  accountId: null,
  vars: VARS,
  requiredSecrets: ['RESEND_API_KEY', 'LINK_SECRET'],
  hasLimits: false,
  workersDev: true,
  routes: [],
};

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

describe('a site for testing', () => {
  const staging = { ...config, env: 'staging' };
  const withOnlyTo = (of: DeployConfig, ONLY_TO: string) => ({ ...of, vars: { ...VARS, ONLY_TO } });

  test('must say whom it may email, and that may be no one', () => {
    expect(settingsProblems(staging)).toEqual([expect.stringContaining('ONLY_TO isn')]);
    expect(settingsProblems(withOnlyTo(staging, '*'))).toHaveLength(1);
    expect(settingsProblems(withOnlyTo(staging, ''))).toEqual([]);
    expect(settingsProblems(withOnlyTo(staging, 'ada@example.org, bob@example.org'))).toEqual([]);
    expect(settingsProblems(withOnlyTo(staging, 'ada@example.org, bob'))).toEqual([
      expect.stringContaining('"bob"'),
    ]);
  });

  test('production never has such a list', () => {
    expect(settingsProblems(withOnlyTo(config, ''))).toEqual([
      expect.stringContaining('other addresses would get no email'),
    ]);
    expect(settingsProblems(withOnlyTo(config, '*'))).toEqual([]);
  });
});

describe('what the Worker would reject is rejected before the upload', () => {
  test.each([
    [{ MAIL_RATE_LIMIT: 'many' }, {}, 'MAIL_RATE_LIMIT'],
    [{ TURNSTILE_SITE_KEY: '' }, { TURNSTILE_SECRET_KEY: 'x' }, 'TURNSTILE_SITE_KEY'],
    [{}, { LINK_SECRET: 'short' }, 'LINK_SECRET is too short'],
    [{}, { RESEND_WEBHOOK_SECRET: 'copied half' }, 'RESEND_WEBHOOK_SECRET'],
  ])('%o %o', (vars, values, named) => {
    const file = { path: 'secrets', values, linkKeys: null };
    expect(workerProblems({ ...config, vars: { ...VARS, ...vars } }, file)).toEqual([
      expect.stringContaining(named),
    ]);
  });

  test('valid settings pass', () => {
    expect(workerProblems(config, null)).toEqual([]);
    const vars = { ...VARS, TURNSTILE_SITE_KEY: '0x4AAA' };
    expect(workerProblems({ ...config, vars }, null)).toEqual([]);
  });
});
