import type { Mail } from '../../scripts/world/provider-types.ts';
import { switches } from '../../scripts/world/tick.ts';

/** `welcome` for the tag `<subscription>_welcome_1_1`; a second email is `one-week#2`. */
export function messageOf({ tags }: Mail): string {
  const [, message, round, occasion] = tags[0]!.value.split('_');
  return `${message}${occasion === '1' ? '' : `#${occasion}`}${round === '1' ? '' : `/${round}`}`;
}

/** All emails accepted for an address, oldest first. */
export const mailsTo = async (mailboxUrl: string, address: string): Promise<Mail[]> =>
  (await switches(mailboxUrl, `mails?to=${encodeURIComponent(address)}`)).mails;

/** The URL next to these words in the plain text, or on the line after. */
export function linkInText({ text, subject }: Mail, words: string): string {
  const spaced = words
    .split(' ')
    .map((word) => RegExp.escape(word))
    .join('\\s+');
  const found = new RegExp(`${spaced}:?\\s+<?(https?://[^\\s>]+)`).exec(text ?? '');
  if (found) return found[1]!;
  throw new Error(`The text of "${subject}" has no link at "${words}":\n${text}`);
}
