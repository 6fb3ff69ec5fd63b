/** `npx milepost send-test`, beside a world with a subscriber in it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { linksOf } from '../../scripts/world/mail-links.ts';
import { startWorld, type World } from '../../scripts/world/world.ts';
import { clone } from '../support/clone.ts';

const TO = 'author@example.com';
const ADA = 'ada@example.com';

let copy: ReturnType<typeof clone>;
let world: World;
let state: string;

beforeAll(async () => {
  copy = clone();
  // Where a command finds the database if it isn't told another place.
  state = join(copy.folder, '.milepost/world');
  world = await startWorld({ port: 0, mailboxPort: 0, stateDir: state, quiet: true });
  const joined = await fetch(`${world.url}/subscribe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      ...{ email: ADA, target_date: '2028-03-20', time_zone: 'UTC' },
    }),
  });
  expect(joined.status).toBe(202);
  // The answer comes before the delivery is recorded.
  await vi.waitFor(() => expect(dump()).toContain('"state":"sent"'), { timeout: 60_000 });
}, 300_000);

afterAll(async () => {
  await world?.stop();
  copy?.remove();
});

/** Every row of every table. */
function dump(): string {
  const folder = join(state, 'state/v3/d1/miniflare-D1DatabaseObject');
  const [file] = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  const database = new DatabaseSync(join(folder, file!), { readOnly: true });
  try {
    const named = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    const tables = database.prepare(named).all();
    return tables
      .map(
        ({ name }) =>
          `${name} ${JSON.stringify(database.prepare(`SELECT * FROM "${name}"`).all())}`,
      )
      .join('\n');
  } finally {
    database.close();
  }
}

test('leaves the database byte for byte, and its personal links say that they are a test', async () => {
  const before = dump();
  const env = {
    ...process.env,
    PUBLIC_URL: world.url,
    MAIL_FROM: 'Course <course@milepost.test>',
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: world.mailboxUrl,
  };
  const { code, output } = await copy.run(`npx milepost send-test all --to ${TO}`, env);
  expect(code, output).toBe(0);
  const mails = world.mailbox.provider.mailsTo(TO);
  expect(mails.length).toBeGreaterThan(10);
  expect(dump()).toBe(before);

  const links = new Set(mails.flatMap((mail) => linksOf(mail)));
  const personal = [...links].filter((link) => link.startsWith(`${world.url}/`) && !isPublic(link));
  expect(personal.length).toBeGreaterThan(10);
  for (const link of personal) {
    const answer = await fetch(link);
    expect([link, answer.status]).toEqual([link, 200]);
    expect(await answer.text(), link).toContain('This link is from a test email');
  }
});

/** The same page for everyone. */
const isPublic = (link: string): boolean =>
  /^\/($|c\/|lessons\/|pages\/|tasks\/|privacy$)/.test(new URL(link).pathname);
