/** What a check found; all but `ok` say what to do. */
export type Finding =
  | { readonly is: 'ok' }
  | { readonly is: 'note' | 'unknown' | 'fault'; readonly says: string; readonly cure: string };

export const OK: Finding = { is: 'ok' };

/** Nothing is broken, but it's worth knowing. */
export const note = (says: string, cure: string): Finding => ({ is: 'note', says, cure });

export const fault = (says: string, cure: string): Finding => ({ is: 'fault', says, cure });

/** Thrown by a check that can't find out. */
export class CannotCheck extends Error {
  readonly cure: string;

  constructor(says: string, cure: string) {
    super(says);
    this.name = 'CannotCheck';
    this.cure = cure;
  }
}
