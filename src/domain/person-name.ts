export type NameFault = 'control' | 'markup' | 'link' | 'too_long';

export type NameReading =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly fault: NameFault };

/**
 * What a person wants to be called, in any script; empty when they do not say. It greets them in
 * mails, so nothing that a mail program would make a link of, and nothing that no one can see.
 */
export function readName(typed: string): NameReading {
  if (!typed.isWellFormed() || /[\p{Cc}\u2028\u2029]/u.test(typed)) return wrong('control');
  const name = typed.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
  if (/[<>]/.test(name)) return wrong('markup');
  if (LINK.test(name)) return wrong('link');
  // Marks can be stacked on one letter without end: the code units have a limit too.
  return isTooLong(name) ? wrong('too_long') : { ok: true, value: name };
}

/** Counted as people see letters, which is dear and seldom needed: each has a code unit at least. */
const isTooLong = (name: string): boolean =>
  name.length > 40 && (name.length > 160 || [...new Intl.Segmenter().segment(name)].length > 40);

/** What mail programs make links of: addresses, hosts, numbers of a network, and every `scheme:`. */
const LINK =
  /:\/\/|www\.|[@\uff20\ufe6b]|[.\u2024\u3002\ufe52\uff0e\uff61][\p{L}\p{N}]|\b(https?|mailto|tel|sms|javascript|data|callto|skype|file|ftp)\s*[:\uff1a]/iu;

/**
 * What nobody sees, and what turns the direction of what follows. Flags of regions are written with
 * such characters too, and lose them: whoever can hide text in a name can hide anything.
 */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

const wrong = (fault: NameFault): NameReading => ({ ok: false, fault });
