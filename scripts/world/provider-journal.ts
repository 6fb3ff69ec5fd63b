import { appendFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AcceptedRecord, Journal } from './provider-types.ts';

/** An append-only file with one line per acceptance: a call's emails and key are one write. */
export function fileJournal(path: string): Journal {
  mkdirSync(dirname(path), { recursive: true });
  return {
    append: (record) => appendFileSync(path, `${JSON.stringify(record)}\n`),
    clear: () => writeFileSync(path, ''),
    load() {
      const bytes = read(path);
      // A process killed during a write leaves a partial line: that call was never answered.
      const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
      if (whole.length < bytes.length) truncateSync(path, whole.length);
      return whole.toString('utf8').split('\n').filter(Boolean).map(parse);
    },
  };
}

const parse = (line: string): AcceptedRecord => JSON.parse(line);

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
