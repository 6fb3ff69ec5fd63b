/** The measured Workers, bundled as deployed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { Trouble } from '../scripts/world/terminal.ts';
import { quietly, root, runWrangler } from '../scripts/world/wrangler.ts';

export type Bundle = { readonly main: string; readonly modules: Modules };

type Modules = Record<
  string,
  { readonly type: 'esm' | 'text' | 'data'; readonly contents: string | Uint8Array<ArrayBuffer> }
>;

/** The bundle that `wrangler deploy` would upload. */
export async function bundleOurs(): Promise<Bundle> {
  const out = mkdtempSync(join(tmpdir(), 'milepost-bench-'));
  try {
    const { code, stdout, stderr } = await runWrangler(['deploy', '--dry-run', '--outdir', out], {
      ...quietly(out),
      CI: 'true',
    });
    if (code !== 0)
      throw new Trouble('The Worker does not build.', stdout + stderr, 'npm run check');
    const files = readdirSync(out).filter((name) => !/\.(map|md)$/.test(name));
    const modules = files.map((name) => [name, moduleOf(name, readFileSync(join(out, name)))]);
    return { main: 'index.js', modules: Object.fromEntries(modules) };
  } finally {
    rmSync(out, { recursive: true });
  }
}

/**
 * A Worker from `bench/workers`, minified like the production bundle. `data` is available in it as
 * `DATA`.
 */
export async function bundleAlternative(name: string, data: unknown = null): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'workers', name)],
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
    define: { 'process.env.NODE_ENV': '"production"', DATA: JSON.stringify(data) },
    logLevel: 'silent',
  });
  return { main: 'index.js', modules: { 'index.js': esm(outputFiles[0]!.text) } };
}

/** The same Worker, counting its D1 usage, readable at `/_costs`. Not for measuring time. */
export async function counted(bundle: Bundle): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'workers/counted.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'esnext',
    external: ['the-worker'],
    logLevel: 'silent',
  });
  const text = outputFiles[0]!.text.replace('"the-worker"', `"./${bundle.main}"`);
  return { main: '_around.js', modules: { ...bundle.modules, '_around.js': esm(text) } };
}

function moduleOf(name: string, contents: Buffer): Modules[string] {
  const extension = extname(name);
  if (extension === '.js' || extension === '.mjs') return esm(contents.toString());
  if (['.txt', '.html', '.sql', '.json'].includes(extension)) {
    return { type: 'text', contents: contents.toString() };
  }
  return { type: 'data', contents: new Uint8Array(contents) };
}

const esm = (contents: string): Modules[string] => ({ type: 'esm', contents });
