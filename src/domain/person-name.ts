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
  if (/:\/\/|www\.|[@\uff20]|[.\u3002\uff0e\uff61]\p{L}/iu.test(name)) return wrong('link');
  // Marks can be stacked on one letter without end: the code units have a limit too.
  if (name.length > 160 || [...new Intl.Segmenter().segment(name)].length > 40) {
    return wrong('too_long');
  }
  return { ok: true, value: name };
}

/** Zero-width characters and those that turn the direction of what follows. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

const wrong = (fault: NameFault): NameReading => ({ ok: false, fault });
