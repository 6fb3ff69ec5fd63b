/** How much is played of what could go on forever. */

/** Too slow for `npm test`, besides the folders of real processes, journeys and gates. */
export const ONLY_IN_VERIFY = [
  'test/simulation/import-journey.test.ts',
  'test/domain/temporal.test.ts',
  'test/world/{commands,demo,doctor,preview,send-test}.test.ts',
];

/** `verify` is `npm run verify`, `all` is `npm run attack`; undefined: `npm test`. */
const depth = process.env.DEPTH as 'verify' | 'all' | undefined;

/** The one that fits the command. */
export const byDepth = <T>(inTest: T, inVerify: T, inAll: T): T =>
  depth === undefined ? inTest : depth === 'verify' ? inVerify : inAll;

export const isTest = depth === undefined;
