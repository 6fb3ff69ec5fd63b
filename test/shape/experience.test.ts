import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = readFileSync('docs/experience.md', 'utf8');
const rows = [...page.matchAll(/^\| (S\d\d) \| (.+?) \| (.+) \|$/gm)].map(([, id, , proofs]) => ({
  id: id!,
  proofs: proofs!.split('<br>'),
}));

it('docs/experience.md has every check once, in order', () => {
  const wanted = Array.from({ length: 38 }, (_, n) => `S${String(n + 1).padStart(2, '0')}`);
  expect(rows.map(({ id }) => id)).toEqual(wanted);
});

it.each(rows)('$id is held by tests that are there', ({ proofs }) => {
  for (const proof of proofs) {
    const [, file = '', names = ''] = /^`([^`]+)`: (.+)$/.exec(proof) ?? [];
    expect(existsSync(file), file).toBe(true);
    const text = readFileSync(file, 'utf8');
    const titles = [...names.matchAll(/“([^”]+)”/g)].map(([, title]) => title!);
    expect(titles.length, proof).toBeGreaterThan(0);
    for (const title of titles) {
      expect(text, title).toContain(title.replaceAll('&lt;', '<').replaceAll('&gt;', '>'));
    }
  }
});
