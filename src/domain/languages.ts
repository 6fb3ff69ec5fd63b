/** Languages and locales by BCP 47 tag. */

/**
 * The language that serves a locale: its own tag, or the tag without its last parts (RFC 4647,
 * 3.4). Undefined if there is none.
 * @example lookUp('de-AT', ['en', 'de']) // 'de'
 */
export function lookUp(locale: string, among: readonly string[]): string | undefined {
  // A single letter starts an extension, which is not part of the language: `de-u-nu-latn`.
  let tag = locale.toLowerCase().replace(/-[a-z0-9]-.*$/, '');
  while (tag !== '') {
    const wanted = tag;
    const found = among.find((language) => language.toLowerCase() === wanted);
    if (found !== undefined) return found;
    tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')));
  }
  return undefined;
}

/** The locale in canonical form, or undefined if the runtime cannot format dates in it. */
export function knownLocale(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > 35) return undefined;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([given])[0];
  } catch {
    return undefined;
  }
}
