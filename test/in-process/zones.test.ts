import { afterEach, expect, it, vi } from 'vitest';
import { createWorld } from '../../scripts/in-process/world.ts';

// The runtime's zone data, replaced here as a new release would.
const release = vi.hoisted(() => ({ shift: 0 }));

vi.mock('../../src/domain/time.ts', async (original) => {
  const real = await original<typeof import('../../src/domain/time.ts')>();
  return {
    ...real,
    instantAt: (date: string, hour: number, zone: string) =>
      real.instantAt(date, hour, zone) + (zone === 'America/New_York' ? release.shift : 0),
  };
});

afterEach(() => {
  release.shift = 0;
});

it.each([
  ['later', 3_600_000, '2028-03-13T12:00:00.000Z'],
  ['earlier', -3_600_000, '2028-03-13T10:00:00.000Z'],
])(
  'R2: when a new release sets the clocks of a zone an hour %s, what was planned follows',
  async (_, shift, expected) => {
    const world = createWorld({ start: '2028-02-20T15:00Z' });
    await world.join({
      email: 'ada@example.com',
      target_date: '2028-03-20',
      time_zone: 'America/New_York',
      send_hour: '7',
    });
    await world.play('2028-03-01T00:00Z');
    release.shift = shift;
    await world.play('2028-03-14T00:00Z');
    const sent = world.mails({ message: 'one-week' });
    expect(sent.map(({ at }) => new Date(at).toISOString())).toEqual([expected]);
  },
);
