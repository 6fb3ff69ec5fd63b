/**
 * A migration must not break the previous release, whose Workers run on the new schema for a while.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { broken, type Release, released, schemaOf } from '../support/in-process/release.ts';
import { allStatements } from '../support/in-process/statements.ts';

const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8'));
const last = json<Release>('test/fixtures/last-release.json');

describe('the statements of the last release', () => {
  it("work on today's schema", () => {
    expect(broken(schemaOf('migrations'), last.statements)).toEqual([]);
  });

  it('are those of the newest tag, or of the release in progress', () => {
    const tags = execFileSync('git', ['tag', '--list', 'v*', '--sort=-version:refname'], {
      encoding: 'utf8',
    });
    const newest = tags.split('\n')[0] || null;
    const { version } = json<{ version: string }>('package.json');
    expect([newest, `v${version}`]).toContain(last.release);
  });
});

describe('a migration', () => {
  const FIXTURES = 'test/fixtures/migrations';
  const before = schemaOf(`${FIXTURES}/release`);
  const statements = released(before, [
    'SELECT * FROM people WHERE id = ?1',
    'INSERT INTO people (id, name) VALUES (?1, ?2)',
    'UPDATE letters SET sent_at = ?1 WHERE id = ?2',
  ]);
  const broke = (name: string) =>
    broken(schemaOf(`${FIXTURES}/release`, `${FIXTURES}/${name}`), statements);

  it('that adds a column passes', () => {
    expect(broke('adds')).toEqual([]);
  });

  it('that drops a column read by * is caught', () => {
    expect(broke('drops')).toEqual([
      'no such column: nickname: SELECT * FROM people WHERE id = ?1',
    ]);
  });

  it('that renames a column in an old statement is caught', () => {
    expect(broke('renames')).toEqual([
      'no such column: sent_at: UPDATE letters SET sent_at = ?1 WHERE id = ?2',
    ]);
  });

  it('that requires a column missing from an old insert is caught', () => {
    expect(broke('requires')).toEqual([
      'NOT NULL without a default: locale: INSERT INTO people (id, name) VALUES (?1, ?2)',
    ]);
  });

  it("that drops any used column of today's schema is caught", async () => {
    const today = released(schemaOf('migrations'), await allStatements());
    const schema = schemaOf('migrations');
    expect(broken(schema, today)).toEqual([]);
    schema.exec('ALTER TABLE deliveries DROP COLUMN attempts');
    expect(broken(schema, today).join('\n')).toContain('attempts');
  });
});
