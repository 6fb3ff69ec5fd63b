import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { everyEmail, oneOfEach } from './every-email.ts';
import { mimeOf } from './mime.ts';

/** SpamAssassin treats 5 points as spam. */
const AT_MOST = 1;

const installed = spawnSync('spamassassin', ['--version']).status === 0;
if (!installed) {
  const how = 'On Debian or Ubuntu: apt-get install spamassassin';
  if (process.env.CI) throw new Error(`SpamAssassin is not installed. ${how}`);
  console.log(`SpamAssassin is not installed, so no mail is judged by it. ${how}`);
}

test.skipIf(!installed)("SpamAssassin's local rules give no email a point", async () => {
  const { emails } = await everyEmail();
  const judged = oneOfEach(
    emails,
    ['extreme', 'german'],
    ({ message, reader }) => `${reader.locale} ${message}`,
  );
  const mails = await Promise.all(judged.map(mimeOf));
  const scores = judge([...mails, NONSENSE].map(numbered));
  // Checks that the gate works: obvious spam gets points.
  expect(scores.get(judged.length)).toBeGreaterThan(5);
  const points = judged.map(({ name }, n) => ({ name, score: scores.get(n) ?? Number.NaN }));
  const worst = Math.max(...points.map(({ score }) => score));
  console.log(`SpamAssassin: ${points.length} mails, the worst has ${worst} points`);
  expect(points.filter(({ score }) => !(score <= AT_MOST))).toEqual([]);
});

/** SpamAssassin reorders its input; an extra header identifies each email. */
const numbered = (mail: string, n: number): string =>
  `X-Number: ${n}\n${mail.replaceAll('\r', '')}`;

/** The points of each email, offline, with a separate home so that no state is kept. */
function judge(mails: readonly string[]): Map<number, number> {
  const home = mkdtempSync(join(tmpdir(), 'milepost-spam-'));
  try {
    const box = join(home, 'mbox');
    const envelope = 'From a@example Sat Jan  2 00:00:00 2027';
    const texts = mails.map((mail) => `${envelope}\n${mail.replace(/^From /gm, '>From ')}\n\n`);
    writeFileSync(box, texts.join(''));
    const { stdout, stderr, status } = spawnSync(
      'spamassassin',
      ['--local', '--nocreate-prefs', '--cf=use_bayes 0', '--cf=report_safe 0', '--mbox', box],
      { encoding: 'utf8', env: { ...process.env, HOME: home }, maxBuffer: 64 * 1024 * 1024 },
    );
    if (status !== 0) throw new Error(stderr);
    const scores = new Map<number, number>();
    for (const head of stdout.split(/^X-Spam-Checker-Version:/m).slice(1)) {
      const [, points] = /^X-Spam-Status: \w+, score=(-?[\d.]+)/m.exec(head) ?? [];
      const [, n] = /^X-Number: (\d+)/m.exec(head) ?? [];
      scores.set(Number(n), Number(points));
    }
    return scores;
  } finally {
    rmSync(home, { recursive: true });
  }
}

const NONSENSE = [
  'From: "DR PRINCE" <win@example.com>',
  'To: undisclosed-recipients:;',
  'Subject: URGENT!!! YOU HAVE WON $5,000,000 - VIAGRA CHEAP!!!',
  'Content-Type: text/html',
  '',
  '<html><body><font color="#ffffff" size="7">CLICK HERE NOW http://1.2.3.4/ 100% FREE MONEY, dear friend, million dollars, viagra</font></body></html>',
].join('\n');
