/** Languages and locales by their BCP 47 tags. */

/**
 * The language that serves a locale, or undefined: its own tag, or the tag without its last parts
 * (RFC 4647, 3.4).
 * @example lookUp('de-AT', ['en', 'de']) // 'de'
 */
export function lookUp(locale: string, among: readonly string[]): string | undefined {
  // What follows a single letter is no language: `de-u-nu-latn`.
  let tag = locale.toLowerCase().replace(/-[a-z0-9]-.*$/, '');
  while (tag !== '') {
    const wanted = tag;
    const found = among.find((language) => language.toLowerCase() === wanted);
    if (found !== undefined) return found;
    tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')));
  }
  return undefined;
}

/** The locale as the runtime writes it, or undefined when it can write no dates in it. */
export function knownLocale(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > 35) return undefined;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([given])[0];
  } catch {
    return undefined;
  }
}
