/** `npm run reference`: writes `docs/course-reference.md`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reference } from './course/reference.ts';

writeFileSync(join(import.meta.dirname, '../docs/course-reference.md'), reference());
