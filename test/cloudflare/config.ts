import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/world/wrangler.ts';

/**
 * Writes the repository's `wrangler.toml` into a folder, with these settings and without the build,
 * which writes into the repository. The Worker is a script of one line: bundling takes seconds.
 */
export function writeConfig(folder: string, vars: Readonly<Record<string, string>> = {}): string {
  const filled = Object.entries(vars).reduce(
    (text, [name, value]) =>
      text.replace(new RegExp(`^${name} = .*$`, 'm'), () => `${name} = ${JSON.stringify(value)}`),
    readFileSync(join(root, 'wrangler.toml'), 'utf8'),
  );
  const path = join(folder, 'wrangler.toml');
  writeFileSync(join(folder, 'worker.js'), 'export default { fetch: () => new Response("") };\n');
  writeFileSync(
    path,
    filled
      .replace(/^\[build\]\n(?:.+\n)+/m, '')
      .replace('src/index.ts', 'worker.js')
      .replace(/"(migrations|src\/course\/compiled\/assets)"/g, (_, it) => `"${join(root, it)}"`),
  );
  return path;
}
