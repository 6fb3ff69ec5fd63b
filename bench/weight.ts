/** The database size per subscriber, from complete courses played with production statements. */
import { createWorld } from '../scripts/in-process/world.ts';

export type Weight = {
  /** Bytes per person in the whole database, indexes included. */
  readonly confirmed: number;
  /** After every lesson and "How did it go?". */
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
    // The first email of each message stores its template, once for all subscribers.
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
