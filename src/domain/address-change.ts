/** How a change of address ends, and until when it can be taken back. */
import { DAY } from './time.ts';

/** Milliseconds in which the former address can take it back. */
export const RESTORABLE = 7 * DAY;
