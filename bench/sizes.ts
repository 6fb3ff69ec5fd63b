/** The size of the engine: the bundle without course content and interface texts. */
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { root } from '../scripts/world/wrangler.ts';
import type { Bundle } from './bundles.ts';

/** The texts of authors and translators: compiled courses and `src/words`. */
const WRITTEN = /src\/course\/compiled\/|src\/words\/[^/]+\//;

/** Optional features, measured by themselves so that they don't hide the engine's growth. */
const EMBED = /src\/http\/(sign-up\/embed|middleware\/cross-origin)/;
/** The operator's pages, and the daily counts for them and for `milepost stats`. */
const ADMIN = /src\/(http\/admin\/|usecases\/maintenance\/count-days|storage\/daily)/;

/** The engine, minified and compressed as uploaded, without the names kept for stack traces. */
export const engineGzipBytes = (): Promise<number> => gzipWithout(WRITTEN, EMBED, ADMIN);

/** What the form for other sites adds to the engine. */
export const embedGzipBytes = async (): Promise<number> =>
  (await gzipWithout(WRITTEN, ADMIN)) - (await engineGzipBytes());

/** What the operator's pages add to the engine. */
export const adminGzipBytes = async (): Promise<number> =>
  (await gzipWithout(WRITTEN, EMBED)) - (await engineGzipBytes());

async function gzipWithout(...left: readonly RegExp[]): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: ['src/index.ts'],
    absWorkingDir: root,
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'esnext',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    plugins: left.map(without),
    logLevel: 'silent',
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

const without = (filter: RegExp): Plugin => ({
  name: `without ${filter}`,
  setup(building) {
    building.onLoad({ filter }, () => ({ contents: 'module.exports = {}', loader: 'js' }));
  },
});

export const gzipBytes = ({ modules }: Bundle): number =>
  gzipSync(Buffer.concat(Object.values(modules).map(({ contents }) => Buffer.from(contents))), {
    level: 9,
  }).length;
