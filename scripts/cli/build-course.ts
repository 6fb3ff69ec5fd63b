import { join } from 'node:path';
import { Trouble } from '../world/terminal.ts';
import { root, run } from '../world/wrangler.ts';

/** Compiles `content/`, so that what is imported after it is the course as it is now. */
export async function buildCourse(): Promise<void> {
  const { code, stdout, stderr } = await run(['--no-warnings', join(root, 'scripts/build.ts')]);
  if (code === 0) return;
  throw new Trouble(
    "The course doesn't compile.",
    `${stdout}${stderr}`.trim(),
    'Put that right in content/ or emails/ and try again.',
  );
}
