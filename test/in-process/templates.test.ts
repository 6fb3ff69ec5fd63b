/**
 * Retired templates are kept as long as an email names them, whatever happens during a round of the
 * check.
 */
import { describe, expect, it } from 'vitest';
import { createWorld, type Seams, type World } from '../../scripts/in-process/world.ts';
import { createDice } from '../../scripts/world/dice.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { readGate } from '../../src/storage/sending-state.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { deployment } from '../simulation/deployments.ts';
import { rewriting } from '../simulation/mutants/mutant.ts';
import { byDepth } from '../support/depth.ts';
import { addPeople, round, slice } from '../support/in-process/rounds.ts';
import { staleGate, withoutCheck } from '../support/in-process/seams.ts';

const NOW = Date.parse('2028-03-13T08:00:00Z');

/** A Worker of the n-th deployment. */
const workerOf = (world: World, n: number, seams: Seams = {}): Ports =>
  world.worker({ ...seams, courses: deployment(n) });

/** A tick that sends due emails without checking the ledger. */
const mailing = (ports: Ports, world: World): Promise<void> =>
  tick({ ...ports, db: withoutCheck(ports.db) }, () => world.now);

const stored = (world: World): string[] =>
  world.rows<{ hash: string }>('SELECT hash FROM templates').map(({ hash }) => hash);

/** Templates that an email names and that don't exist. */
const missing = (world: World): string[] =>
  world
    .rows<{ template: string }>(
      `SELECT DISTINCT template FROM deliveries
       WHERE template IS NOT NULL AND template NOT IN (SELECT hash FROM templates)`,
    )
    .map(({ template }) => template);

/**
 * Deploys and rolls back at random while Workers of both deployments send emails and check the
 * ledger, some with settings read up to an hour earlier. Returns the missing templates and the
 * number of steps that deleted some.
 */
async function play(seed: number, seams: Seams = {}): Promise<{ gone: string[]; deleted: number }> {
  const dice = createDice(seed);
  const world = createWorld({ start: NOW, seed });
  const any = () => workerOf(world, dice.between(1, 2), seams);
  const runs: { at: number; version: string; stale: ReturnType<typeof staleGate> }[] = [];
  const acts: (() => unknown)[] = [
    () => {
      const id = `${dice.pick(['b', 'm', 'x'])}${world.now}n`;
      addPeople(world, id, 1, world.now, dice.pick(['one-year', 'three-months', 'one-week']));
    },
    () => mailing(any(), world),
    async () => {
      const stale = staleGate();
      const { db, sender } = world.ports;
      const gate = await readGate(stale.read(db), world.now, sender.baseUrl);
      const version = gate.templatesVersion;
      if (version !== null) runs.push({ at: world.now, version, stale });
    },
    async () => {
      const late = runs.filter(({ at }) => world.now - at <= HOUR);
      if (late.length === 0) return;
      const { version, stale } = dice.pick(late);
      const own = workerOf(world, Number(version.at(-1)), seams);
      await mailing({ ...own, db: stale.use(own.db) }, world);
    },
    () => slice(world, dice.between(1, 3), any()),
    () => slice(world, 1000, any()),
    () => world.rows('DELETE FROM subscriptions WHERE id = (SELECT min(id) FROM subscriptions)'),
    () => world.advanceTo(world.now + dice.between(1, 20) * MINUTE),
    () => world.advanceTo(world.now + dice.between(1, 5) * HOUR),
  ];
  let deleted = 0;
  let gone: string[] = [];
  for (let step = 0; step < 100 && gone.length === 0; step++) {
    const before = stored(world).length;
    world.advanceTo(world.now + MINUTE);
    await dice.pick(acts)();
    if (stored(world).length < before) deleted++;
    gone = missing(world);
  }
  world.close();
  return { gone, deleted };
}

const SEEDS = Array.from({ length: 120 }, (_, index) => index + 1);

describe('a retired template', () => {
  it('is never deleted while an email names it, even if Workers send and check at the same time', async () => {
    let deleted = 0;
    for (const seed of SEEDS.slice(0, byDepth(40, 120, 120))) {
      const played = await play(seed);
      expect([seed, played.gone]).toEqual([seed, []]);
      deleted += played.deleted;
    }
    // Otherwise the test would prove nothing.
    expect(deleted).toBeGreaterThan(20);
  });

  it.each([
    ['the version', 'templates_version = ?4 AND ', '?4 = ?4 AND '],
    ['the time of storing', 'stored_at > ?5', '?5 IS NULL'],
    ['the names in emails', 'hash NOT IN (SELECT value FROM json_each(?3))', '?3 IS NOT NULL'],
  ])('would be deleted without the condition on %s', async (_, from, to) => {
    for (const seed of SEEDS) {
      const { database } = rewriting({ 'prune templates': [[from, to]] });
      const { gone } = await play(seed, database ? { database } : {});
      if (gone.length > 0) return;
    }
    expect.unreachable('no seed found it');
  });

  it.each([
    ['is kept for', 'stored_at > ?5', []],
    ['would be lost to', 'stored_at > ?5 + 7200000', ['one-day-1']],
  ])(
    "%s a run that began before a deployment and sends behind the round's cursor",
    async (_, to, gone) => {
      const { database } = rewriting({ 'prune templates': [['stored_at > ?5', to]] });
      const world = createWorld({ start: NOW, ...(database ? { database } : {}) });
      addPeople(world, 'm', 3, NOW);
      const [first, second] = [
        workerOf(world, 1),
        workerOf(world, 2, database ? { database } : {}),
      ];
      await mailing(first, world);
      const stale = staleGate();
      await readGate(stale.read(first.db), NOW, first.sender.baseUrl);
      addPeople(world, 'x', 1, NOW);
      await mailing(second, world);
      world.advanceTo(NOW + MINUTE);
      for (let minute = 0; minute < 2; minute++) await slice(world, 2, second);
      addPeople(world, 'b', 1, NOW, 'one-day');
      await mailing({ ...first, db: stale.use(first.db) }, world);
      await round({ ports: second, now: world.now }, 2);
      expect(missing(world)).toEqual(gone);
      world.close();
    },
  );

  it('is deleted in the first undisturbed round in which no email names it', async () => {
    const world = createWorld({ start: NOW });
    addPeople(world, 'p', 5, NOW);
    await mailing(workerOf(world, 1), world);
    addPeople(world, 'q', 5, NOW);
    const second = workerOf(world, 2);
    await mailing(second, world);
    const walk = () => round({ ports: second, now: world.now }, 3);
    await walk();
    expect(stored(world)).toContain('one-day-1');
    world.advanceTo(NOW + DAY);
    await walk();
    const current = deployment(2)
      .templates()
      .map(({ hash }) => hash);
    expect(stored(world).sort()).toEqual([...new Set([...current, 'one-week-1'])].sort());
    world.rows("DELETE FROM subscriptions WHERE id LIKE 'p%'");
    await walk();
    expect(stored(world).sort()).toEqual([...new Set(current)].sort());
    world.close();
  });

  it('is not deleted by an unfinished round; later ticks complete it', async () => {
    const world = createWorld({ start: NOW });
    addPeople(world, 'p', 5, NOW);
    await mailing(workerOf(world, 1), world);
    world.advanceTo(NOW + DAY);
    const second = workerOf(world, 2);
    addPeople(world, 'q', 1, NOW + DAY);
    await mailing(second, world);
    world.advanceTo(NOW + 2 * DAY);
    for (let minute = 0; minute < 2; minute++) await slice(world, 2, second);
    const saved = world.sqlite.save();
    await round({ ports: second, now: world.now }, 2);
    const kept = stored(world).sort();
    expect([kept.includes('one-week-1'), kept.includes('one-day-1')]).toEqual([true, false]);
    world.sqlite.restore(saved);
    expect(stored(world)).toContain('one-day-1');
    world.advanceTo(NOW + 9 * DAY);
    await round({ ports: second, now: world.now }, 2);
    expect([stored(world).sort(), missing(world)]).toEqual([kept, []]);
    world.close();
  });
});
