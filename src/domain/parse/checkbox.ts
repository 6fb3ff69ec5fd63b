/**
 * Whether a checkbox is checked. A browser omits an unchecked one; an API client may also send
 * false, null, 0 or an empty value, as JSON or as form text.
 */
export const isChecked = (given: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof given) &&
  !UNCHECKED.includes(String(given).trim().toLowerCase());

const UNCHECKED: readonly string[] = ['', 'no', 'off', 'false', '0'];
