import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { type Address, readAddress } from '../../src/domain/address.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import { applyBrake, holdAll } from '../../src/storage/holds.ts';
import { holdSending } from '../../src/storage/operator.ts';
import { replaceLinksOf } from '../../src/storage/own-links.ts';
import { details } from '../../src/usecases/manage/update-details.ts';
import { why } from '../../src/usecases/operator/why.ts';
import { erase } from '../../src/usecases/own-data.ts';
import { importCsv } from '../support/in-process/imports.ts';

const START = '2027-01-04T08:00:00Z';
const ADA = { email: 'Ada@example.com', time_zone: 'Asia/Kolkata', target_date: '2027-06-01' };

let world: World;
afterEach(() => world.close());

const address = (typed: string): Address => {
  const read = readAddress(typed);
  if (!read.ok) throw new Error(typed);
  return read.value;
};
const ask = (typed = ADA.email, hashed = true) =>
  why(world.ports, address(typed), world.now, hashed);
const everything = async (typed?: string, hashed?: boolean): Promise<string> => {
  const { says, courses } = await ask(typed, hashed);
  return [
    ...says,
    ...courses.flatMap((one) => [
      ...one.says,
      ...one.timeline.map(({ title, says }) => `${title}: ${says}`),
    ]),
  ].join('\n');
};

describe('what an email met after it was planned', () => {
  test.each([
    ['delivered_at = sent_at', 'It was delivered on'],
    ["bounced_at = sent_at, bounce = 'hard'", 'It bounced permanently on'],
    ["bounced_at = sent_at, bounce = 'soft'", 'It bounced on'],
    ['complained_at = sent_at', 'They marked it as spam on'],
    ['sent_at = sent_at', 'has reported nothing since'],
    ["address = 'old@example.com'", 'another address of theirs'],
  ])('%s', async (set, words) => {
    world = createWorld({ start: START });
    await world.join(ADA);
    world.rows(`UPDATE deliveries SET ${set} WHERE message = 'welcome'`);
    expect(await everything()).toMatch(new RegExp(`^Welcome: .*${words}`, 'm'));
  });

  test("times are in the person's zone and in UTC", async () => {
    world = createWorld({ start: START });
    await world.join(ADA);
    expect(await everything()).toContain(
      'Signed up on 2027-01-04 13:30 Asia/Kolkata (2027-01-04 08:00 UTC)',
    );
  });

  test('the timeline is in order of time, with what is ahead', async () => {
    world = createWorld({ start: START });
    await world.join(ADA);
    const [course] = (await ask()).courses;
    const times = course!.timeline.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const states = new Set(course!.timeline.map(({ state }) => state));
    expect([...states].sort()).toEqual(['scheduled', 'sent', 'skipped']);
  });
});

describe('why a due email waits', () => {
  const due = async (): Promise<string> => {
    world = createWorld({ start: START });
    const id = await world.join(ADA);
    await world.tick();
    world.rows(
      "UPDATE deliveries SET due_at = ?2 - 1 WHERE message = 'one-week' AND subscription_id = ?1",
      ...[id, world.now],
    );
    return 'ml-interviews/one-week';
  };
  const says = async (): Promise<string> => {
    const { courses } = await ask();
    return courses[0]!.timeline.find(({ message }) => message === 'one-week')!.says;
  };

  test('nothing stops it: the next cron run sends it', async () => {
    await due();
    expect(await says()).toBe('It’s due. The next cron run sends it.');
  });

  test('the operator has stopped sending', async () => {
    await due();
    await world.ports.db([holdSending('moving house')]);
    expect(await says()).toBe('It’s due. Sending is stopped: moving house.');
    expect((await ask()).says).toContain('All sending is stopped: moving house.');
  });

  test.each([
    ['quota', 'quota is used up'],
    ['account', 'rejects the sender'],
    ['rate', 'asks us to wait'],
    ['refused', 'rejects every email'],
  ] as const)('all sending is held: %s', async (cause, words) => {
    await due();
    await holdAll(world.ports.db, cause, { reason: 'the_reason' }, world.now);
    expect(await says()).toContain(words);
    expect((await ask()).says.join()).toContain(words);
  });

  test('its message is held', async () => {
    const scope = await due();
    world.rows(
      `INSERT INTO holds (scope, cause, reason, since, next_at, tries)
       VALUES (?1, 'refused', 'validation_error', ?2, ?2, 0)`,
      ...[scope, world.now],
    );
    expect(await says()).toContain(`${scope} is held`);
    expect((await ask()).says.join()).not.toContain('is held');
  });

  test('all lessons are held after bounces', async () => {
    await due();
    const brake = { scope: 'lessons', cause: 'bounces', reason: '21 of 300' } as const;
    await applyBrake(world.ports.db, { ...brake, since: world.now });
    expect(await says()).toContain('All lessons have been held');
    expect((await ask()).says.join()).toContain('All lessons have been held');
  });

  test('it was rejected or could not be composed, and is tried again later', async () => {
    await due();
    world.rows(
      "UPDATE deliveries SET waits_until = ?1 WHERE message = 'one-week'",
      world.now + HOUR,
    );
    expect(await says()).toContain('We’ll try again at 2027-01-04 14:30 Asia/Kolkata');
  });

  test('the cron does not run', async () => {
    await due();
    world.rows('UPDATE settings SET last_tick_at = ?1', world.now - HOUR);
    expect(await says()).toContain('the cron hasn’t run since 2027-01-04 12:30');
    world.rows('UPDATE settings SET last_tick_at = NULL');
    expect(await says()).toContain('the cron has never run');
  });

  test('its window has closed', async () => {
    await due();
    world.rows("UPDATE deliveries SET closes_at = ?1 WHERE message = 'one-week'", world.now);
    expect(await says()).toContain('Its window has closed');
  });
});

describe('people who get nothing', () => {
  type Case = readonly [
    name: string,
    arrange: () => Promise<unknown>,
    expected: readonly RegExp[],
    asked?: string,
  ];
  const CASES: readonly Case[] = [
    ['never signed up', async () => {}, [/No one with this address is signed up/]],
    ['mistyped', async () => {}, [/may be meant for ada@gmail\.com/], 'ada@gmial.com'],
    [
      'erased',
      async () => erase(world.ports, await world.join(ADA)),
      [/No one with this address is signed up/],
    ],
    [
      'erased after a bounce: a keyed hash is left',
      async () => {
        const id = await world.join(ADA);
        world.rows("UPDATE subscribers SET suppressed = 'bounced'");
        await erase(world.ports, id);
      },
      [/was erased\. Nothing is sent to it but one confirmation a week/],
    ],
    [
      'erased after a complaint: a keyed hash is left',
      async () => {
        const id = await world.join(ADA);
        world.rows("UPDATE subscribers SET suppressed = 'complained'");
        await erase(world.ports, id);
      },
      [/was erased\. Nothing is sent to it, because they marked an email as spam/],
    ],
    [
      'bounced',
      async () => {
        await world.join(ADA);
        world.rows("UPDATE subscribers SET suppressed = 'bounced'");
      },
      [/because emails to it bounced/],
    ],
    [
      "on the provider's suppression list",
      async () => {
        await world.join(ADA);
        world.rows("UPDATE subscribers SET suppressed = 'suppressed_by_provider'");
      },
      [/on the provider’s suppression list/],
    ],
    [
      'lifted again',
      async () => {
        await world.join(ADA);
        world.rows('UPDATE subscribers SET lifted_at = ?1', world.now);
      },
      [/was lifted on 2027-01-04 08:00 UTC/],
    ],
    [
      'unsubscribed',
      async () => world.unsubscribe(await world.join(ADA)),
      [/They unsubscribed on 2027-01-04/, /They unsubscribed\.$/m, /data is erased on 2027-04-04/],
    ],
    [
      'never confirmed',
      async () => world.subscribe(ADA),
      [/They haven’t confirmed yet/, /^Confirmation of the sign-up: The provider accepted it/m],
    ],
    [
      'never confirmed in time',
      async () => {
        await world.subscribe(ADA);
        world.advanceTo(world.now + 8 * DAY);
      },
      [/never confirmed, and the link has expired/],
    ],
    [
      'signed up too often',
      async () => {
        await world.subscribe(ADA);
        world.advanceTo(world.now + HOUR);
        await world.subscribe(ADA);
      },
      [/Signing up again sends none before 2027-01-05 08:00 UTC/],
    ],
    [
      'a sign-up that is queued',
      async () => {
        world.rows(
          "INSERT INTO sign_ups (id, asked_at, address_key, form) VALUES ('x', ?1, ?2, '{}')",
          ...[world.now, 'ada@example.com'],
        );
      },
      [/A sign-up from 2027-01-04 08:00 UTC is queued/],
    ],
    [
      'signed up twice',
      async () => {
        await world.join(ADA);
        world.advanceTo(world.now + HOUR);
        await world.subscribe(ADA);
      },
      [/^Reminder after signing up again: The provider accepted it/m],
    ],
    [
      'paused',
      async () => world.pause(await world.join(ADA)),
      [/They’ve paused the lessons\./, /They had paused\.$/m],
    ],
    [
      'paused until a day',
      async () => world.pause(await world.join(ADA), '2027-02-01'),
      [/paused the lessons until 2027-02-01/],
    ],
    [
      'no date',
      async () => world.join({ ...ADA, target_date: 'none' }),
      [/They have no date/, /^When is it\?: Planned\.$/m],
    ],
    [
      "it's off",
      async () => world.callOff(await world.join(ADA), 'cancelled'),
      [/They told us that it’s off: cancelled/],
    ],
    [
      'the date has passed, and they told how it went',
      async () => {
        const id = await world.join({ ...ADA, target_date: '2027-01-20' });
        await world.play('2027-01-23T09:00:00Z');
        await world.answer(id, 'offer');
      },
      [/That day has passed\./, /They told us how it went: offer\./],
    ],
    [
      'a course that is no longer offered',
      async () => {
        await world.join(ADA);
        world.rows("UPDATE subscriptions SET course = 'gone'");
      },
      [/no longer offered/],
    ],
    [
      'a catch-up has the key steps of what was missed',
      async () => world.join({ ...ADA, target_date: '2027-01-20' }),
      [/has the key steps of “/, /so its key steps went into another email/],
    ],
    [
      'the new address of a change that was not confirmed',
      async () => changeAddress(),
      [/someone asked to get their emails here, but hasn’t confirmed it/],
      'new@example.com',
    ],
    [
      'the former address of a change',
      async () => {
        await changeAddress();
        world.rows("UPDATE address_changes SET settled = 'confirmed'");
        world.rows(
          `INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision,
             class, state, due_at, closes_at, address, facts)
           SELECT 'x', c.subscription_id, 'address-changed', 'address', 1, 1, 1, 0, 'scheduled', 1,
             2, 'Ada@example.com', json_object('change', c.id) FROM address_changes c`,
        );
        world.rows(
          "UPDATE subscribers SET address = 'new@example.com', address_key = 'new@example.com'",
        );
      },
      [/No one with this address/, /changed it on 2027-01-04.*Their emails go to the new one/],
    ],
  ];

  const changeAddress = async () => {
    const id = await world.join(ADA);
    const { subscription } = (await world.plan(id))!.enrolment;
    const { name, timeZone, sendHour, locale } = subscription;
    const wish = { name, timeZone, sendHour, locale, address: address('new@example.com') };
    await world.act((ports, now) => details(ports, id, wish, now));
  };

  test.each(CASES.map(([name, ...rest]) => ({ name, rest })))('$name', async ({ rest }) => {
    const [arrange, expected, asked] = rest;
    world = createWorld({ start: START });
    await arrange();
    const told = await everything(asked);
    for (const words of expected) expect(told).toMatch(words);
  });

  test('of a person with two courses, each has its own timeline', async () => {
    world = createWorld({ start: START });
    const id = await world.join(ADA);
    world.rows(
      `INSERT INTO subscriptions (id, subscriber_id, course, status, time_zone, send_hour, name,
         locale, round, revision, change_token, requested_at)
       SELECT 'second', subscriber_id, 'phd', 'pending', 'UTC', 8, '', 'en', 1, 1, '', 0
       FROM subscriptions WHERE id = ?1`,
      id,
    );
    const { courses } = await ask();
    expect(courses.map(({ course, status }) => [course, status]).sort()).toEqual([
      ['ml-interviews', 'active'],
      ['phd', 'pending'],
    ]);
  });

  test('without the secret, it says what was not looked up', async () => {
    world = createWorld({ start: START });
    expect(await everything('ada@example.com', false)).toContain('that takes LINK_SECRET');
  });

  test('private notes and personal links are in no answer', async () => {
    world = createWorld({ start: START });
    const id = await world.join(ADA);
    world.rows(`UPDATE subscriptions SET notes = '[{"place":"Room 7"}]'`);
    await world.ports.db(replaceLinksOf('ada@example.com', world.now));
    const told = JSON.stringify(await ask());
    expect(told).not.toMatch(/Room 7|https?:\/\/|\/manage\//);
    expect(told).toContain(id);
  });
});

describe('people whom an import brought', () => {
  const PROOF = '2026-01-05T10:00:00Z';
  const FILE = `email,target_date,time_zone,consent_at,consent_source
ada@example.com,2027-06-01,UTC,,
eve@example.com,2027-06-01,UTC,${PROOF},form
`;

  beforeEach(async () => {
    world = createWorld({ start: START });
    await importCsv(world, FILE);
    await world.play(world.now + HOUR);
  });

  test('are invited without a proof of consent, until they sign up themselves', async () => {
    expect(await everything()).toContain('Invited by an import on 2027-01-04 08:00 UTC.');
    world.advanceTo('2027-01-06T08:00:00Z');
    await world.subscribe(ADA);
    expect(await everything()).toContain('Signed up on 2027-01-06');
  });

  test('are imported with one', async () => {
    expect(await everything('eve@example.com')).toContain(
      'Imported on 2027-01-04 08:00 UTC, with a proof of consent.',
    );
  });

  test('a link has expired when the last invitation has', async () => {
    const expired = 'the link has expired';
    world.rows("UPDATE deliveries SET due_at = due_at + ?1 WHERE message = 'confirm'", 5 * DAY);
    world.advanceTo('2027-01-13T08:00:00Z');
    expect(await everything()).not.toContain(expired);
    world.advanceTo('2027-01-17T08:00:00Z');
    expect(await everything()).toContain(expired);
  });

  test('an import skips an address that left and was erased, until it signs up', async () => {
    const skips = 'so imports skip it';
    const [eve] = world.rows<{ id: string }>(
      `SELECT s.id FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
       WHERE p.address = 'eve@example.com'`,
    );
    expect(await everything('eve@example.com')).not.toContain(skips);
    await world.unsubscribe(eve!.id);
    await erase(world.ports, eve!.id);
    expect(await everything('eve@example.com')).toContain(skips);
    await world.join({ ...ADA, email: 'eve@example.com' });
    expect(await everything('eve@example.com')).not.toContain(skips);
  });
});
