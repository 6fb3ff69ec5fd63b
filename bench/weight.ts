/** What a subscriber weighs in the database, from real lives played on the real statements. */
import { createWorld } from '../test/support/in-process/world.ts';

export type Weight = {
  /** Of the whole database a person, with all indexes. */
  readonly confirmed: number;
  /** After every lesson and the question how it went. */
  readonly afterwards: number;
};

const PEOPLE = 200;

const FIELDS = { time_zone: 'Europe/Berlin', target_date: '2028-01-20', name: 'Ada' };

export async function weigh(): Promise<Weight> {
  const world = createWorld({
    start: '2027-01-04T08:00:00Z',
    env: { ABUSE_LIMITS: 'off', TIME_TRAVEL: '1', RESEND_BASE_URL: 'https://provider.test' },
  });
  const bytes = (): number => {
    const [pages] = world.rows<{ page_count: number }>('PRAGMA page_count');
    const [free] = world.rows<{ freelist_count: number }>('PRAGMA freelist_count');
    const [size] = world.rows<{ page_size: number }>('PRAGMA page_size');
    return (pages!.page_count - free!.freelist_count) * size!.page_size;
  };
  try {
    // The templates of all mails are stored with the first: they weigh the same for everybody.
    await world.join({ ...FIELDS, email: 'first@example.com' });
    const empty = bytes();
    for (let n = 0; n < PEOPLE; n++) {
      await world.join({ ...FIELDS, email: `reader.number.${n}@example.com` });
    }
    const confirmed = (bytes() - empty) / PEOPLE;
    await world.play('2028-02-10T12:00:00Z');
    return { confirmed, afterwards: (bytes() - empty) / PEOPLE };
  } finally {
    world.close();
  }
}
