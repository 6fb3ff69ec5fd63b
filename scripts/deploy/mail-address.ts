/** Checks the addresses that an operator configures, before any email is sent from them. */
import addresses from 'email-addresses';
import { readAddress } from '../../src/domain/address.ts';

/** The problem with a sender such as `"Ada, Köln" <course@example.org>`; null: none. */
export const senderProblem = (text: string): string | null => problemOf(text, true);

/** The problem with an address without a name; null: none. */
export const addressProblem = (text: string): string | null => problemOf(text, false);

/** The address alone of a sender with a name; null: it isn't one. */
export function addressIn(text: string): string | null {
  const parsed = addresses.parseOneAddress({ input: text, strict: true, rfc6532: true });
  return parsed?.type === 'mailbox' ? parsed.address : null;
}

function problemOf(text: string, mayHaveName: boolean): string | null {
  const parsed = addresses.parseOneAddress({ input: text, strict: true, rfc6532: true });
  if (parsed?.type !== 'mailbox') return unreadable(text);
  const { name, address, domain } = parsed;
  if (name !== null && !mayHaveName) return 'write the address alone, without a name.';
  // A comment or a space within an address is valid syntax, but providers reject it.
  if (!text.endsWith(name === null ? address : `<${address}>`)) return unreadable(text);
  const read = readAddress(address);
  if (!read.ok) return `"${address}" isn't an address that can send email.`;
  const ascii = read.value.send.slice(read.value.send.lastIndexOf('@') + 1);
  if (ascii !== domain.toLowerCase()) {
    return `write the domain of "${address}" as ${ascii}: mail servers take only ASCII.`;
  }
  return null;
}

const unreadable = (text: string): string =>
  /^[^"<]*[,;:.()@[\]][^"<]*<[^<>]+>$/.test(text)
    ? 'put the name in quotation marks, because of the punctuation in it: "Name, Place" <name@example.org>.'
    : "it isn't a single email address.";
