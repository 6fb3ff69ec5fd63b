/** Tests and the laptop enforce D1's limits. */
import { describe, expect, it } from 'vitest';
import { d1, portions, statement } from '../../src/storage/database.ts';
import { bindings } from '../support/worker.ts';

const length = (text: string) => d1(bindings.DB)([statement('SELECT length(?1) AS n', text)]);

describe('the database of tests and laptop', () => {
  it('takes values of 2,000,000 bytes, and rejects one byte more as D1 does', async () => {
    expect((await length('x'.repeat(2_000_000)))[0]!.rows).toEqual([{ n: 2_000_000 }]);
    await expect(length('x'.repeat(2_000_001))).rejects.toThrow('SQLITE_TOOBIG');
  });

  it('counts bytes and not characters', async () => {
    await expect(length('€'.repeat(666_666))).resolves.toBeDefined();
    await expect(length('€'.repeat(666_667))).rejects.toThrow('SQLITE_TOOBIG');
  });

  it('rejects 101 values and statements over 100 KB', async () => {
    const slots = Array.from({ length: 101 }, (_, index) => `?${index + 1}`).join();
    const many = statement(`SELECT ${slots}`, ...slots.split(',').map(() => 1));
    await expect(d1(bindings.DB)([many])).rejects.toThrow('SQLITE_ERROR');
    const long = statement(`SELECT '${'é'.repeat(50_000)}'`);
    await expect(d1(bindings.DB)([long])).rejects.toThrow('SQLITE_TOOBIG');
  });
});

describe('portions', () => {
  const bytes = (text: string) => new TextEncoder().encode(text).length;

  it('keep all rows in order, each portion under 1.5 MB in bytes', () => {
    const rows = Array.from({ length: 900 }, (_, index) => [index, '€'.repeat(1_500)]);
    const lists = portions(rows);
    expect(lists.flatMap((list) => JSON.parse(list))).toEqual(rows);
    expect(Math.max(...lists.map(bytes))).toBeLessThanOrEqual(1_500_000);
    expect(lists.length).toBe(3);
  });

  it('are as few as the limit allows', () => {
    expect(portions([])).toEqual([]);
    expect(portions([[1], { a: 'b' }])).toEqual(['[[1],{"a":"b"}]']);
    expect(portions(Array.from({ length: 140 }, () => 'x'.repeat(10_000))).length).toBe(1);
  });

  it('put a row over the limit into its own portion', () => {
    const large = 'x'.repeat(1_600_000);
    expect(portions(['a', large, 'b']).map((list) => list.length)).toEqual([5, 1_600_004, 5]);
  });
});
