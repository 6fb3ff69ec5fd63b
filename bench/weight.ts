/** The database size per subscriber, from complete courses played with production statements. */
import { createWorld, type World } from '../scripts/in-process/world.ts';
import { takeEvent } from '../src/usecases/sending/feedback.ts';

export type Weight = {
  /** Bytes per person in the whole database, indexes included. */
  readonly confirmed: number;
  /** After every lesson and "How did it go?". */
  readonly afterwards: number;
};

const PEOPLE = 200;

const FIELDS = { time_zone: 'Europe/Berlin', target_date: '2028-01-20', name: 'Ada' };

/** After each lesson and the question. */
const PARTS = ['2027-02-01', '2027-11-01', '2028-01-15', '2028-01-20', '2028-02-10'];

export async function weigh(): Promise<Weight> {
  const world = createWorld({
    start: '2027-01-04T08:00:00Z',
    env: { ABUSE_LIMITS: 'off', TIME_TRAVEL: '1', RESEND_BASE_URL: 'https://provider.test' },
  });
  try {
    // The first email of each message stores its template, once for all subscribers.
    await world.join({ ...FIELDS, email: 'first@example.com' });
    await deliver(world);
    const empty = bytesOf(world);
    for (let n = 0; n < PEOPLE; n++) {
      await world.join({ ...FIELDS, email: `reader.number.${n}@example.com` });
      await deliver(world);
    }
    const confirmed = (bytesOf(world) - empty) / PEOPLE;
    for (const day of PARTS) {
      await world.play(`${day}T12:00:00Z`);
      await deliver(world);
    }
    return { confirmed, afterwards: (bytesOf(world) - empty) / PEOPLE };
  } finally {
    world.close();
  }
}

function bytesOf(world: World): number {
  const [pages] = world.rows<{ page_count: number }>('PRAGMA page_count');
  const [free] = world.rows<{ freelist_count: number }>('PRAGMA freelist_count');
  const [size] = world.rows<{ page_size: number }>('PRAGMA page_size');
  return (pages!.page_count - free!.freelist_count) * size!.page_size;
}

/** The provider's events, which a nightly job deletes later. */
async function deliver({ ports, log, now, rows }: World): Promise<void> {
  const told = new Set(
    rows<{ id: string }>('SELECT id FROM deliveries WHERE delivered_at IS NOT NULL').map(
      ({ id }) => id,
    ),
  );
  for (const { id, delivery } of log.filter((mail) => !told.has(mail.delivery))) {
    const event = { eventId: id, kind: 'delivered', delivery, at: now, providerId: id } as const;
    await takeEvent(ports, { ...event, addressKeys: [] }, now);
  }
  // Resend's ids are longer than those of the provider's stand-in.
  rows(
    "UPDATE deliveries SET provider_id = printf('%036d', rowid) WHERE provider_id LIKE 'mail-%'",
  );
  rows('DELETE FROM feedback');
}
