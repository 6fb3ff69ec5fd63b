import type { Address } from '../../src/domain/address.ts';
import type { Instant } from '../../src/domain/time.ts';
import {
  clockTime,
  type Explanation,
  why as explain,
  inBoth,
} from '../../src/usecases/operator/why.ts';
import { bold, dim, readFlags } from '../world/terminal.ts';
import { addressIn, personFlags, withPeople } from './person-access.ts';

const usage = `npx milepost why <address> [--json] [--remote [--secret-file <file>]]

Says what was and will be sent to this address, what wasn't, and why, in the person's time zone and
in UTC. Private notes and personal links aren't shown.
Exit code 1: no one with this address is signed up.
  --secret-file <file>  your copy of LINK_SECRET: finds what is kept of an erased person. Without
                        --remote, the local world's secret is used`;

/** `npx milepost why` */
export async function why(args: string[]): Promise<void> {
  const [typed, rest] = args[0]?.startsWith('-') ? [undefined, args] : [args[0], args.slice(1)];
  const flags = readFlags(personFlags, usage, rest);
  const address = addressIn(typed, usage);
  const { told, now } = await withPeople(flags, async ({ ports, hashed, now }) => ({
    told: await explain(ports, address, now, hashed),
    now,
  }));
  if (flags.json) console.log(JSON.stringify(asJson(address, told, now), null, 2));
  else print(address, told, now);
  if (!told.found) process.exitCode = 1;
}

function print({ send }: Address, { says, courses }: Explanation, now: Instant): void {
  console.log(bold(send));
  for (const sentence of says) console.log(`  ${sentence}`);
  for (const { course, status, timeZone, says, timeline } of courses) {
    const when = inBoth(timeZone);
    console.log(`\n${bold(course)}  ${status}, now ${when(now)}`);
    for (const sentence of says) console.log(`  ${sentence}`);
    for (const { at, title, state, says } of timeline) {
      const times = `${clockTime(at, timeZone)}  ${dim(`${clockTime(at, 'UTC')} UTC`)}`;
      console.log(`\n  ${times}  ${bold(title)}  ${dim(state)}\n    ${says}`);
    }
  }
}

const asJson = ({ send }: Address, { found, says, courses }: Explanation, now: Instant) => ({
  address: send,
  now: utc(now),
  found,
  says,
  courses: courses.map(({ timeZone, timeline, ...course }) => ({
    ...course,
    time_zone: timeZone,
    timeline: timeline.map(({ at, ...entry }) => ({
      ...entry,
      at: utc(at),
      local: clockTime(at, timeZone),
    })),
  })),
});

const utc = (at: Instant): string => new Date(at).toISOString();
