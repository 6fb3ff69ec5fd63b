import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { dark, font, light } from '../../emails/theme.ts';
import { addressProblem, senderProblem } from '../deploy/mail-address.ts';
import { checkColors, type Palette } from './colors.ts';
import { text } from './fields.ts';
import { parseWith } from './parse.ts';
import type { Report } from './problems.ts';
import { readYaml } from './source.ts';

/** The look and the senders of a site, from `content/site.yaml`; every value has a default. */
export type Site = {
  readonly name: string;
  /** The SVG of the logo; null: the one that ships. */
  readonly logo: string | null;
  readonly colors: { readonly light: Palette; readonly dark: Palette };
  readonly fonts: { readonly titles: string; readonly text: string };
  /** Ids of courses, in order; the first is at `/`. */
  readonly courses: readonly string[];
  readonly senders: { readonly [course: string]: Sender };
};

type Sender = { readonly from?: string | undefined; readonly reply_to?: string | undefined };

export const DEFAULT_SITE: Site = {
  name: 'Milepost',
  logo: null,
  colors: { light: { ...light, wrong: '#a3231d' }, dark: { ...dark, wrong: '#ffa79e' } },
  fonts: { titles: font.serif, text: font.sans },
  courses: [],
  senders: {},
};

const fonts = text
  .regex(/^[\w\s,'"-]+$/, 'isn\'t a list of fonts; write it as "Georgia, serif"')
  .transform((value) => value.replaceAll('"', "'"));
const ROLES = Object.keys(DEFAULT_SITE.colors.light) as (keyof Palette)[];
const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'isn\'t a color; write it as "#1f5c4d"');
const colors = z
  .strictObject(Object.fromEntries(ROLES.map((role) => [role, color.optional()])))
  .default({});
const address = (problemOf: (text: string) => string | null) =>
  z.string().superRefine((value, context) => {
    const problem = problemOf(value);
    if (problem) context.addIssue({ code: 'custom', message: `is "${value}": ${problem}` });
  });

export const siteSchema = z.strictObject({
  name: text.max(40, "is over 40 characters; it's in the title of every page").optional(),
  /** An SVG file in `content/`: the logo of the pages, and the icon of the browser's tab. */
  logo: text.optional(),
  colors: z.strictObject({ light: colors, dark: colors }).optional(),
  fonts: z.strictObject({ titles: fonts.optional(), text: fonts.optional() }).optional(),
  courses: z.array(text).optional(),
  senders: z
    .record(
      text,
      z.strictObject({
        from: address(senderProblem).optional(),
        reply_to: address(addressProblem).optional(),
      }),
    )
    .optional(),
});

/**
 * Reads `content/site.yaml`. Without the file, the site looks as Milepost does.
 * @param known ids of the courses that there are; undefined for one with mistakes
 */
export async function loadSite(
  root: string,
  known: readonly (string | undefined)[],
  report: Report,
): Promise<Site> {
  const path = join(root, 'content/site.yaml');
  if (!existsSync(path)) return DEFAULT_SITE;
  const source = await readYaml(root, path, report);
  const meta = parseWith(siteSchema, source, report);
  if (!meta) return DEFAULT_SITE;
  const say = (path: readonly (string | number)[], message: string) =>
    report.error(source.file, source.lineOf(path), message);
  const unknown = (id: string) => `there's no course "${id}"; there are ${known.join(', ')}`;
  const isUnknown = (id: string) => !known.includes(id) && !known.includes(undefined);
  meta.courses?.forEach((id, index) => {
    if (isUnknown(id)) say(['courses', index], unknown(id));
  });
  for (const id of Object.keys(meta.senders ?? {})) {
    if (isUnknown(id)) say(['senders', id], unknown(id));
  }
  const own = { light: palette(meta.colors?.light), dark: palette(meta.colors?.dark) };
  const colors = {
    light: { ...DEFAULT_SITE.colors.light, ...own.light },
    dark: { ...DEFAULT_SITE.colors.dark, ...own.dark },
  };
  for (const mode of ['light', 'dark'] as const) {
    for (const { role, message } of checkColors(colors[mode], own[mode])) {
      say(['colors', mode, role], `\`colors.${mode}.${role}\` ${message}`);
    }
  }
  return {
    name: meta.name ?? DEFAULT_SITE.name,
    logo: meta.logo === undefined ? null : readLogo(join(root, 'content', meta.logo), say),
    colors,
    fonts: {
      titles: meta.fonts?.titles ?? DEFAULT_SITE.fonts.titles,
      text: meta.fonts?.text ?? DEFAULT_SITE.fonts.text,
    },
    courses: meta.courses ?? [],
    senders: meta.senders ?? {},
  };
}

/** Without the colors that were not given. */
const palette = (given: { readonly [role: string]: string | undefined } = {}): Partial<Palette> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** The file is served as it is, so it must not load or run anything. */
function readLogo(path: string, say: (path: string[], message: string) => void): string | null {
  const svg = existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
  const problem =
    svg === null
      ? "doesn't exist; put it beside site.yaml"
      : !/^(<\?xml[^>]*>\s*)?<svg[\s>]/.test(svg)
        ? "isn't an SVG; it has to begin with <svg"
        : /<script|<foreignObject|\son\w+=|(?:href|src)\s*=\s*["'](?!#)|url\(\s*["']?(?!#)/i.test(
              svg,
            )
          ? 'loads or runs something; remove scripts, images and outside addresses from it'
          : null;
  if (problem) say(['logo'], `\`logo\`: content/${basename(path)} ${problem}`);
  return problem ? null : svg;
}
