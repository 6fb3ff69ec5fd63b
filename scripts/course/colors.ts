import { converter, formatHex, wcagContrast } from 'culori';

/** Colors by role, as `#rrggbb`. */
export type Palette = {
  readonly [role in
    | 'paper'
    | 'tint'
    | 'ink'
    | 'muted'
    | 'line'
    | 'road'
    | 'onRoad'
    | 'day'
    | 'wrong']: string;
};

type Role = keyof Palette;

type Pair = readonly [text: Role, ground: Role];

/** Each color of text with its background. */
export const TEXT_PAIRS: readonly Pair[] = [
  ['ink', 'paper'],
  ['ink', 'tint'],
  ['muted', 'paper'],
  ['muted', 'tint'],
  ['road', 'paper'],
  ['road', 'tint'],
  ['day', 'paper'],
  ['wrong', 'paper'],
  ['onRoad', 'road'],
];

/** WCAG 2.2, level AA, for text of any size. */
const ENOUGH = 4.5;

/**
 * The colors that make text hard to read, each with its worst pair and a shade that would pass.
 * @param own the colors that the author chose: the advice is to change one of these
 */
export function checkColors(
  colors: Palette,
  own: Partial<Palette>,
): { readonly role: Role; readonly message: string }[] {
  const found = new Map<Role, string>();
  const contrastOf = ([text, ground]: Pair) => wcagContrast(colors[text], colors[ground]);
  const weak = TEXT_PAIRS.filter((pair) => contrastOf(pair) < ENOUGH);
  for (const [text, ground] of weak.sort((a, b) => contrastOf(a) - contrastOf(b))) {
    const role = own[text] !== undefined || own[ground] === undefined ? text : ground;
    if (found.has(role)) continue;
    const shade = shadeThatPasses(colors, role);
    const pair = `${text} ${colors[text]} on ${ground} ${colors[ground]}`;
    const contrast = contrastOf([text, ground]).toFixed(1);
    const cure = shade ? `${shade} would pass` : 'no shade of it passes with the other colors';
    found.set(role, `is hard to read: ${pair} is ${contrast}:1, text needs 4.5:1; ${cure}`);
  }
  return [...found].map(([role, message]) => ({ role, message }));
}

const passes = (text: string, ground: string): boolean => wcagContrast(text, ground) >= ENOUGH;

/** The closest color of the same hue that passes in every pair of its role. */
function shadeThatPasses(colors: Palette, role: Role): string | undefined {
  const color = toOklch(colors[role])!;
  return Array.from({ length: 200 }, (_, step) => ((step % 2 ? 1 : -1) * (step + 1)) / 200)
    .map((change) => color.l + change)
    .filter((lightness) => lightness >= 0 && lightness <= 1)
    .map((l) => formatHex({ ...color, l }))
    .find((shade) =>
      TEXT_PAIRS.filter((pair) => pair.includes(role)).every(([text, ground]) =>
        passes(text === role ? shade : colors[text], ground === role ? shade : colors[ground]),
      ),
    );
}

const toOklch = converter('oklch');
