/** `npm run reference`: writes `docs/course-reference.md` and `docs/settings.md`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reference } from './course/reference.ts';
import { settingsReference } from './settings/reference.ts';

const docs = join(import.meta.dirname, '../docs');
writeFileSync(join(docs, 'course-reference.md'), reference());
writeFileSync(join(docs, 'settings.md'), settingsReference());
