/** A pool of request-body buffers. */
import { type JsonBuffer, newBuffer } from './json-writer.ts';

/** The number of calls that one run makes at once. */
const KEPT = 6;

const spare: JsonBuffer[] = [];

export const takeBuffer = (): JsonBuffer => spare.pop() ?? newBuffer();

/**
 * Call only after a 2xx: after a timeout the request may still be reading the buffer, and reusing
 * it would send another call's emails under this call's idempotency key.
 */
export function releaseBuffer(buffer: JsonBuffer): void {
  if (spare.length < KEPT) spare.push(buffer);
}
