import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { State } from '../../src/domain/delivery.ts';
import { MEANINGS } from '../../src/mail/errors.ts';
import { deliveryNote } from '../../src/words/lesson-words.ts';
import { CATALOGUES } from '../../src/words/words.ts';

/** Every reason that a source file can write with a state, found in the sources. */
const found: [State, string][] = [
  ...named('skipped', 'src/domain/lesson-status.ts', /export type Reason =([^;]*);/),
  ...named('skipped', 'src/domain/reasons.ts', /export type SkipReason =([^;]*);/),
  ...named('cancelled', 'src/domain/reasons.ts', /export type CancelReason =([^;]*);/),
  ...named('unknown', 'src/domain/reasons.ts', /export type Withdrawal =([^;]*);/),
  ...named('unknown', 'src/usecases/sending/retry.ts', /'open' \| 'over' \|([^{]*)\{/),
  ...written(/verdict\([^,]*, '(\w+)', '(\w+)'\)/g),
  ...written(/state = '(\w+)', reason = '(\w+)'/g),
  ...written(/state: '(skipped|cancelled)' as const,\s+reason: '(\w+)'/g),
  ...written(/(skipped)\(\w+, '(\w+)'\)/g),
  ...Object.keys(MEANINGS).map((name): [State, string] => ['failed', name]),
];

it('the search finds known reasons', () => {
  const keys = found.map(([state, reason]) => `${state}(${reason})`);
  for (const key of [
    'skipped(in_catch_up)',
    'skipped(no_time_left)',
    'skipped(window_closed)',
    'skipped(added_later)',
    'skipped(moment_passed)',
    'skipped(never_accepted)',
    'cancelled(moved)',
    'cancelled(lesson_removed)',
    'unknown(key_expired)',
    'unknown(key_gone)',
    'unknown(accepted_earlier)',
    'failed(cannot_compose)',
    'failed(validation_error)',
  ]) {
    expect(keys).toContain(key);
  }
});

describe.each(Object.entries(CATALOGUES))('in %s', (_, words) => {
  const say = (state: State, reason: string | null) => deliveryNote({ state, reason }, words);

  it.each(found)('%s(%s) has a text for people', (state, reason) => {
    expect(say(state, reason)).toMatch(/^[A-Z][^_]*\.$/);
    expect(say(state, reason)).not.toBe(say('skipped', 'no such reason'));
    expect(say(state, reason)).not.toBe(say('cancelled', 'no such reason'));
  });

  it('an unknown reason is never shown as a key', () => {
    for (const reason of ['brand_new_reason', 'toString', '__proto__', null]) {
      for (const state of ['failed', 'unknown', 'skipped', 'cancelled'] as const) {
        expect(say(state, reason)).toMatch(/^\p{Lu}[\p{L} ’;,.-]+\.$/u);
      }
    }
  });

  it('no two reasons of the plan have the same text', () => {
    const said = Object.values(words.plan.unsent);
    expect(new Set(said).size).toBe(said.length);
  });
});

/** The members of a union of strings. */
function named(state: State, file: string, union: RegExp): [State, string][] {
  const [, members = ''] = union.exec(readFileSync(file, 'utf8')) ?? [];
  return [...members.matchAll(/'(\w+)'/g)].map(([, reason]) => [state, reason!]);
}

/** Literal pairs in the source: state, then reason. */
function written(pattern: RegExp): [State, string][] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join('src', file), 'utf8').matchAll(pattern)])
    .map(([, state, reason]) => [state as State, reason!]);
}
