import { readFileSync, writeFileSync } from 'node:fs';
import type { ClockStore } from './provider-clock.ts';

/** A file with the clock's distance from real time. */
export const clockFile = (path: string): ClockStore => ({
  load() {
    try {
      return Number(readFileSync(path, 'utf8')) || 0;
    } catch {
      return 0;
    }
  },
  save: (offsetMs) => writeFileSync(path, String(offsetMs)),
});
