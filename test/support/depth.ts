/** How much is played of what could go on for ever. */

/** `verify` is `npm run verify`, `all` is `npm run attack`; undefined: `npm test`. */
const depth = process.env.DEPTH as 'verify' | 'all' | undefined;

/** The one that fits the command. */
export const byDepth = <T>(inTest: T, inVerify: T, inAll: T): T =>
  depth === undefined ? inTest : depth === 'verify' ? inVerify : inAll;

export const isTest = depth === undefined;
