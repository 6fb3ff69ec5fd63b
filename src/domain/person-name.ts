export type NameFault = 'control' | 'markup' | 'link' | 'too_long';

export type NameReading =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly fault: NameFault };

/**
 * A person's preferred name, in any script; empty if not given. It appears in the greeting of
 * emails, so it must not contain invisible characters or text that email clients turn into links.
 */
export function readName(typed: string): NameReading {
  if (!typed.isWellFormed() || /[\p{Cc}\u2028\u2029]/u.test(typed)) return wrong('control');
  const name = typed.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
  if (/[<>]/.test(name)) return wrong('markup');
  if (LINK.test(name)) return wrong('link');
  // Combining marks can be stacked on one letter without limit, so code units are limited too.
  return isTooLong(name) ? wrong('too_long') : { ok: true, value: name };
}

/**
 * Counts graphemes. Segmenting is slow, so the code-unit count (never smaller) is checked first.
 */
const isTooLong = (name: string): boolean =>
  name.length > 40 && (name.length > 160 || [...new Intl.Segmenter().segment(name)].length > 40);

/**
 * Text that email clients turn into links: addresses, host names, IP addresses, every `scheme:`.
 */
const LINK =
  /:\/\/|www\.|[@\uff20\ufe6b]|[.\u2024\u3002\ufe52\uff0e\uff61][\p{L}\p{N}]|\b(https?|mailto|tel|sms|javascript|data|callto|skype|file|ftp)\s*[:\uff1a]/iu;

/**
 * Invisible characters, and those that change text direction. Region flags are written with such
 * characters too and lose them: text could be hidden in them.
 */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

const wrong = (fault: NameFault): NameReading => ({ ok: false, fault });
