/** `npm run lives`: writes the emails of five lives to the course's notes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIVES, livesIn, written } from '../test/support/in-process/lives.ts';

const root = join(import.meta.dirname, '..');

for (const [language, file] of Object.entries(LIVES)) {
  writeFileSync(join(root, file), written(await livesIn(language), language));
  console.log(file);
}
