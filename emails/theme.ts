/**
 * The design of Milepost. Emails use these values inline; the web pages mirror the same names as
 * CSS custom properties (`--ink`, `--road`, …). Colors are named by role: changing a value here
 * changes every email. Every pair used for text has a contrast of 4.5:1 or more.
 */
export const light = {
  paper: '#fbf9f4', // background of the email
  tint: '#eff2ea', // the box of the main task
  ink: '#22302d', // text
  muted: '#5b6763', // orientation, notes, footer
  line: '#dcd8cc', // rules, the road ahead
  road: '#1f5c4d', // the milestone, the completed road, buttons, links
  onRoad: '#fbf9f4', // text on `road`
  day: '#b4511b', // the target date only
} as const;

export const dark: Record<keyof typeof light, string> = {
  paper: '#161c1b',
  tint: '#212b28',
  ink: '#e8e5db',
  muted: '#a7b1ac',
  line: '#3a4541',
  road: '#86cbb3',
  onRoad: '#12211c',
  day: '#eda066',
};

export const font = {
  /** Titles and the milestone. */
  serif: "Georgia,'Iowan Old Style','Times New Roman',serif",
  /** All other text. */
  sans: "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif",
} as const;

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
