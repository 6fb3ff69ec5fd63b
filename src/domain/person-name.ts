export type NameFault = 'control' | 'markup' | 'link' | 'too_long';

export type NameReading =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly fault: NameFault };

/**
 * A person's preferred name, in any script; empty if not given. It appears in the greeting of
 * emails, so it must not contain hidden characters or text that email clients turn into links.
 */
export function readName(typed: string): NameReading {
  if (!typed.isWellFormed() || /[\p{Cc}\u2028\u2029]/u.test(typed)) return wrong('control');
  const name = withoutHidden(typed.normalize('NFC')).replace(/\s+/g, ' ').trim();
  if (/[<>]/.test(name)) return wrong('markup');
  // An email client may ignore joiners.
  if (isLinked(name.replace(INVISIBLE, ''))) return wrong('link');
  // Combining marks can be stacked on one letter without limit, so code units are limited too.
  return isTooLong(name) ? wrong('too_long') : { ok: true, value: name };
}

/**
 * Counts graphemes. Segmenting is slow, so the code-unit count (never smaller) is checked first.
 */
const isTooLong = (name: string): boolean =>
  name.length > 40 && (name.length > 160 || [...new Intl.Segmenter().segment(name)].length > 40);

/**
 * Removes invisible characters, and those that change text direction, except where spelling needs
 * them: one joiner between two letters or emoji, and one variation selector after its character.
 * Region flags are written with such characters too and lose them: text could be hidden in them.
 * @example withoutHidden('نیک\u200cنام\u200b') // 'نیک\u200cنام'
 */
const withoutHidden = (text: string): string =>
  text
    .replace(NEVER_NEEDED, '')
    .replace(/([\p{Join_Control}\u180e])[\p{Join_Control}\u180e]+/gu, '$1')
    .replace(NEEDED_OR_NOT, '$1');

const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

const NEVER_NEEDED =
  /(?![\p{Join_Control}\p{Variation_Selector}\u180e])[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Joiners have no meaning in Latin; in other scripts they tell words apart. */
const JOINED = String.raw`(?!\p{Script=Latin})[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]`;

/** Characters with variants: emoji, Chinese characters in names, Mongolian letters. */
const VARIED = String.raw`[\p{Extended_Pictographic}\p{Script=Han}\p{Script=Mongolian}]`;

const NEEDED_OR_NOT = new RegExp(
  String.raw`((?<=${JOINED})[\p{Join_Control}\u180e](?=${JOINED})|(?<=${VARIED})\p{Variation_Selector})|${INVISIBLE.source}`,
  'gu',
);

/** Whether email clients turn a part of this text into a link. */
const isLinked = (text: string): boolean =>
  LINK.test(text) || [...text.matchAll(AFTER_DOT)].some(([, label]) => isTopLevel(label!));

/** Addresses of people and machines, paths, every `scheme:`. */
const LINK =
  /:\/\/|\bwww[.\u2024\u3002\ufe52\uff0e\uff61]|[^\s@][@\uff20\ufe6b][^\s@]|\d+([.\u2024\u3002\ufe52\uff0e\uff61]\d+){3}|[.\u2024\u3002\ufe52\uff0e\uff61][\p{L}\p{N}]+\/|\b(https?|mailto|tel|sms|javascript|data|callto|skype|file|ftp)\s*[:\uff1a]/iu;

/** What follows a dot inside a word. */
const AFTER_DOT = /[\p{L}\p{M}\p{N}][.\u2024\u3002\ufe52\uff0e\uff61]([\p{L}\p{M}\p{N}-]+)/gu;

/** Whether host names end in this label, so that `evil.com` is one and `J.R` and `St.John` aren't. */
function isTopLevel(label: string): boolean {
  const name = label.toLowerCase();
  if (/^[a-z]{2}$/.test(name)) return isCountry(name.toUpperCase());
  return name.startsWith('xn--') || TOP_LEVEL.includes(name);
}

/** Two-letter domains are named after countries; the runtime knows EU and UK as well. */
const isCountry = (code: string): boolean =>
  new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined;

/** The other domains that email clients link without `www`. Those that are surnames are left out. */
const TOP_LEVEL: readonly string[] = (
  'com net org edu gov mil int info biz name pro mobi asia coop museum travel arpa onion ' +
  'app dev xyz online site website store shop club top live life blog cloud tech space fun icu ' +
  'vip link click bid loan date download review stream party trade webcam science cricket ' +
  'accountant email news media web zip mov wiki world today digital agency solutions services ' +
  'support center company group ltd llc inc bank finance money cash fund game games bet casino ' +
  'poker porn adult sex dating chat social network systems zone buzz host press studio video ' +
  'рф рус укр бел срб қаз мкд онлайн сайт 中国 中國 公司 网络 网址 在线 香港 台灣 台湾 한국 みんな コム भारत'
).split(' ');

const wrong = (fault: NameFault): NameReading => ({ ok: false, fault });
