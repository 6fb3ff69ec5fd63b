/** `npm run lives`: writes the emails of five lives to the course's notes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LIVES, livesIn, written } from './in-process/lives.ts';

const root = join(import.meta.dirname, '..');

for (const [language, file] of Object.entries(LIVES)) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), written(await livesIn(language), language));
  console.log(file);
}
