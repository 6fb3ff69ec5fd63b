/**
 * Whether a box of a form is ticked. A browser leaves an unticked one out; a program may also send
 * false, null, 0 or an empty value, as JSON or as the text of a form field.
 */
export const isChecked = (given: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof given) &&
  !UNCHECKED.includes(String(given).trim().toLowerCase());

const UNCHECKED: readonly string[] = ['', 'no', 'off', 'false', '0'];
