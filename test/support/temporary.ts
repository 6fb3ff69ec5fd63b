/** Where the tests keep databases and other temporary files. */
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const ENOUGH = 2 ** 30;

/**
 * For a Vitest configuration: in memory on Linux, because the runtime syncs a database's file to disk
 * at each commit. Containers often allow it 64 MB only; then on disk, as on other systems.
 */
export function keepInMemory(): void {
  // Every project reads its configuration anew.
  if (process.env.TMPDIR?.startsWith(MEMORY) || free(MEMORY) < ENOUGH) return;
  const folder = mkdtempSync(join(MEMORY, 'milepost-test-'));
  process.env.TMPDIR_ON_DISK = tmpdir();
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}

/** For large files, and for hard links to the project's. */
export const tmpdirOnDisk = (): string => process.env.TMPDIR_ON_DISK ?? tmpdir();

function free(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
