/** Finds what looks like a key: by the shapes that providers give theirs, and by its randomness. */

export type Finding = {
  readonly line: number;
  readonly kind: string;
  /** Enough to find it, and not enough to use it. */
  readonly hint: string;
};

/** Shapes that nothing else has. The first group, if there is one, is the key. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  'a Resend key': /\bre_[A-Za-z0-9]{6,}_[A-Za-z0-9]{16,}/g,
  'a webhook secret': /\bwhsec_[A-Za-z0-9+/]{22,}={0,2}/g,
  'a Cloudflare token': /\b(?:cf(?:ut|at|k)_[A-Za-z0-9_-]{30,}|v1\.0-[0-9a-f]{24}-[0-9a-f]{100,})/g,
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/g,
  'a GitHub token': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,})/g,
  'an npm token': /\bnpm_[A-Za-z0-9]{36}\b/g,
  'an AWS key': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  'a Google key': /\bAIza[\w-]{35}\b/g,
  'a Slack token': /\bxox[abprs]-[\w-]{10,}/g,
  'a Stripe key': /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g,
  'an AI key': /\bsk-(?:ant-|proj-)?[\w-]{32,}/g,
  'a signed token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{16,}/g,
  'a password in a URL': /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"`$<>{}]+:([^\s/:@'"`$<>{}]{6,})@/g,
};

/** `LINK_SECRET=…`, `"apiKey": "…"`: what is said to be secret, and is random enough to be. */
const NAMED =
  /(?:secret|token|password|passwd|api_?key|private_?key|credential)\w*["']?\s*[:=]\s*["'`]?([\w+/=.-]{16,})/gi;

/** A long random text, whatever it is called. */
const RANDOM = /[A-Za-z0-9+/_-]{32,}={0,2}/g;

/** What is wrong in a text, by line. `allowed` are texts that are known, and secret to nobody. */
export function findSecrets(text: string, allowed: readonly string[] = []): Finding[] {
  const cleaned = allowed.reduce((rest, known) => rest.replaceAll(known, '~'), text);
  return cleaned.split('\n').flatMap((content, index) =>
    suspects(content).map(([kind, value]) => ({
      line: index + 1,
      kind,
      hint: `${value.slice(0, 4)}… (${value.length} characters)`,
    })),
  );
}

function suspects(line: string): [kind: string, value: string][] {
  const found = Object.entries(SHAPES).flatMap(([kind, shape]) =>
    [...line.matchAll(shape)].map(([whole, key]): [string, string] => [kind, key ?? whole]),
  );
  const named = [...line.matchAll(NAMED)]
    .filter(([, value]) => isRandom(value!, isCode(value!) ? 4.6 : 3.5))
    .map(([, value]): [string, string] => ['a value that is called a secret', value!]);
  const random = [...line.replace(DIGESTS, '').matchAll(RANDOM)]
    .filter(([value]) => isRandom(value, 4.6) && !isCode(value))
    .map(([value]): [string, string] => ['a random text', value]);
  const all = [...found, ...named, ...random];
  return all.filter(([, value], at) => all.findIndex(([, other]) => other.includes(value)) === at);
}

/** The lockfile's checksums: random, and public. */
const DIGESTS = /sha(?:1|256|384|512)-[A-Za-z0-9+/]+={0,2}/g;

/** Random to so many bits a character, with letters and digits as keys have; rarely one has none. */
const isRandom = (value: string, bits: number): boolean =>
  /[a-z]/i.test(value) && entropy(value) >= (/\d/.test(value) ? bits : Math.max(bits, 4.5));

/** Words joined by signs or by case, and alphabets, look random only to a counter. */
function isCode(value: string): boolean {
  if (/abcdefgh|ABCDEFGH|23456789/.test(value)) return true;
  const parts = value.match(PARTS) ?? [];
  const words = parts.filter((part) => /[a-z]{3}|[A-Z]{4}/.test(part)).join('');
  return (
    !parts.some((part) => /^(?:[A-Za-z]|\d{5,})$/.test(part)) && words.length * 2 >= value.length
  );
}

const PARTS = /[A-Z]?[a-z]+|[A-Z]+|\d+/g;

/** Shannon's, in bits a character. */
function entropy(value: string): number {
  const counts = Map.groupBy(value, (one) => one);
  return [...counts.values()].reduce((sum, { length }) => {
    const share = length / value.length;
    return sum - share * Math.log2(share);
  }, 0);
}
