import type { Statement } from '../../../src/storage/database.ts';
import * as exporting from '../../../src/storage/exporting.ts';
import * as importing from '../../../src/storage/importing.ts';
import * as operator from '../../../src/storage/operator.ts';
import { replaceLinksOf } from '../../../src/storage/own-links.ts';
import * as restoring from '../../../src/storage/restoring.ts';

/** The command line's statements, which no use-case runs. */
export const operatorStatements = (): Statement[] => [
  operator.holdSending(''),
  ...operator.releaseSending(0),
  operator.adopt(''),
  ...operator.doubtSince(0, 0),
  restoring.countRows(),
  restoring.schemaTables(),
  ...restoring.closeDatabase(['subscribers']),
  ...restoring.reopenDatabase(),
  operator.unknownEmails(),
  ...replaceLinksOf('x', 0),
  operator.linkKeysInUse(),
  operator.siteOf(),
  operator.suppressionOf('x', []),
  ...operator.liftAddress('x', [], 0),
  importing.knownAmong([]),
  ...importing.addPeople([], 'x', 0),
  importing.keepStops([]),
  importing.signUpsHeld(),
  exporting.exportPeople('', 0),
  exporting.exportStopped('', 0),
  exporting.exportDeliveries('', 0),
  exporting.exportConsents('', 0),
];
