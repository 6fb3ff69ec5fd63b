/** Pages whose path contains a token: never cached, indexed, logged or sent as a referrer. */
export const PERSONAL_PAGES = [
  'confirm',
  'confirm-address',
  'manage',
  'unsubscribe',
  'calendar',
] as const;

export type PersonalPage = (typeof PERSONAL_PAGES)[number];
