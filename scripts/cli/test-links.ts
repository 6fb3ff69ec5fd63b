import type { Links } from '../../src/links/links.ts';

/** The personal links of an email to no subscriber: each leads to a page that says so. */
export const testLinks: Links = {
  currentKey: 'test',
  keys: ['test'],
  confirm: (base) => `${base}/test-link/confirm`,
  manage: (base) => `${base}/test-link/manage`,
  unsubscribe: (base) => `${base}/test-link/unsubscribe`,
  rejectAddress: (base) => `${base}/test-link/unsubscribe`,
  calendar: (base) => `${base}/test-link/calendar`,
  confirmAddress: (base) => `${base}/test-link/confirm-address`,
  restoreAddress: (base) => `${base}/test-link/restore-address`,
};
