/** Finds personal values in any encoding. */
import { createHash } from 'node:crypto';

export type Known = Readonly<Record<string, string>>;

/** Which of these values the haystack contains, and in which encoding. */
export function tracesOf(known: Known, haystack: string): string[] {
  const lower = haystack.toLowerCase();
  return Object.entries(known).flatMap(([name, text]) =>
    Object.entries(writings(text))
      .filter(([, written]) => lower.includes(written.toLowerCase()))
      .map(([how]) => `${name}, ${how}`),
  );
}

/** Compared without case. */
function writings(text: string): Record<string, string> {
  const bytes = Buffer.from(text);
  return {
    plain: text,
    'in JSON': JSON.stringify(text).slice(1, -1),
    'in JSON in JSON': JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1),
    'in a URL': encodeURIComponent(text),
    'in a form': new URLSearchParams({ '': text }).toString().slice(1),
    'in HTML': text.replace(/[^\w ]/gu, (one) => `&#${one.codePointAt(0)};`),
    'in hex': bytes.toString('hex'),
    reversed: [...text].reverse().join(''),
    'in quoted-printable': text.replaceAll('@', '=40'),
    ...inBase64(text),
    ...Object.fromEntries(
      ['md5', 'sha1', 'sha256', 'sha512'].flatMap((hash) =>
        (['hex', 'base64', 'base64url'] as const).map((form) => [
          `as ${hash} in ${form}`,
          createHash(hash).update(text.toLowerCase()).digest(form).slice(0, 20),
        ]),
      ),
    ),
  };
}

/** Base64 encodes three bytes at a time, so a value has three encodings. */
function inBase64(text: string): Record<string, string> {
  const forms = [0, 1, 2].flatMap((before) =>
    (['base64', 'base64url'] as const).map((form) => {
      const written = Buffer.from('\0'.repeat(before) + text).toString(form);
      const whole = written.slice(before === 0 ? 0 : before + 1).replace(/=+$/, '');
      return [`in ${form}, from ${before}`, whole.slice(0, whole.length - 1)];
    }),
  );
  return Object.fromEntries(forms);
}
