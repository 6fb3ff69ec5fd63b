/** Buffers of request bodies that may be used again. */
import { type JsonBuffer, newBuffer } from './json-writer.ts';

/** As many calls as one run makes at once. */
const KEPT = 6;

const spare: JsonBuffer[] = [];

export const takeBuffer = (): JsonBuffer => spare.pop() ?? newBuffer();

/**
 * Call only after a 2xx: after a timeout the request may still be reading the buffer, and would send
 * another call's emails under its own key.
 */
export function releaseBuffer(buffer: JsonBuffer): void {
  if (spare.length < KEPT) spare.push(buffer);
}
