/**
 * The design of the emails, used inline; the web pages have the same names as CSS custom properties
 * (`--ink`, `--road`, …). Colors are named by role. Every pair used for text has a contrast of 4.5:1
 * or more. `content/site.yaml` replaces colors and fonts: the build defines them as `SITE_THEME`.
 */
declare const SITE_THEME:
  | { readonly light: Colors; readonly dark: Colors; readonly serif: string; readonly sans: string }
  | undefined;
const site = typeof SITE_THEME === 'undefined' ? undefined : SITE_THEME;

type Colors = Readonly<Record<keyof typeof LIGHT, string>>;

const LIGHT = {
  paper: '#fbf9f4', // background of the email
  tint: '#eff2ea', // the box of the main task
  ink: '#22302d', // text
  muted: '#5b6763', // orientation, notes, footer
  line: '#dcd8cc', // rules, the road ahead
  road: '#1f5c4d', // the milestone, the completed road, buttons, links
  onRoad: '#fbf9f4', // text on `road`
  day: '#b4511b', // the target date only
} as const;

export const light: Colors = site?.light ?? LIGHT;

export const dark: Colors = site?.dark ?? {
  paper: '#161c1b',
  tint: '#212b28',
  ink: '#e8e5db',
  muted: '#a7b1ac',
  line: '#3a4541',
  road: '#86cbb3',
  onRoad: '#12211c',
  day: '#eda066',
};

const FONT = {
  /** Titles and the milestone. */
  serif: "Georgia,'Iowan Old Style','Times New Roman',serif",
  /** All other text. */
  sans: "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif",
} as const;

export const font = { serif: site?.serif ?? FONT.serif, sans: site?.sans ?? FONT.sans };

/** Size and line height in pixels. */
export const type = {
  title: { fontSize: '28px', lineHeight: '36px' },
  heading: { fontSize: '20px', lineHeight: '28px' },
  body: { fontSize: '17px', lineHeight: '28px' },
  small: { fontSize: '16px', lineHeight: '24px' },
  /** Lesson marks on the road, which the orientation line repeats in words. */
  mark: { fontSize: '13px', lineHeight: '20px' },
} as const;

/** The scale for every gap. */
export const space = { xs: '4px', s: '8px', m: '16px', l: '24px', xl: '40px' } as const;

export const width = '600px';

type Role = keyof typeof light;

/** The roles used as text, background or border color: each has a class. */
const used: Readonly<Record<'' | 'on-' | 'edge-', readonly Role[]>> = {
  '': ['ink', 'muted', 'road', 'onRoad'],
  'on-': ['paper', 'tint', 'road'],
  'edge-': ['line', 'road', 'day'],
};

const property = { '': 'color', 'on-': 'background-color', 'edge-': 'border-color' } as const;

/**
 * Classes for the dark colors, which inline styles cannot express. `ink` sets the text color,
 * `on-tint` the background, `edge-line` the border.
 */
export const stylesheet = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  'body{-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}',
  '@media (prefers-color-scheme:dark){',
  ...(Object.keys(used) as (keyof typeof used)[]).flatMap((kind) =>
    used[kind].map((role) => `.${kind}${role}{${property[kind]}:${dark[role]}!important}`),
  ),
  '}',
].join('');
