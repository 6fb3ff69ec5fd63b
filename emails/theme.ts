/**
 * The look of Milepost, in one place. Mails use these values inline; the web pages mirror the same
 * names as CSS custom properties (`--ink`, `--road`, …). A colour is a role, never a hue: change a
 * value here and every mail follows. Every pair that carries text has a contrast of 4.5:1 or more.
 */
export const light = {
  paper: '#fbf9f4', // behind everything
  tint: '#eff2ea', // the box of the main task
  ink: '#22302d', // text
  muted: '#5b6763', // orientation, notes, footer
  line: '#dcd8cc', // rules, the road ahead
  road: '#1f5c4d', // the stone, the road behind, buttons, links
  onRoad: '#fbf9f4', // text on `road`
  day: '#b4511b', // the target date, and nothing else
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
  /** Titles and the stone. */
  serif: "Georgia,'Iowan Old Style','Times New Roman',serif",
  /** Everything else. */
  sans: "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif",
} as const;

/** Size / line height in pixels. */
export const type = {
  title: { fontSize: '28px', lineHeight: '36px' },
  heading: { fontSize: '20px', lineHeight: '28px' },
  body: { fontSize: '17px', lineHeight: '28px' },
  small: { fontSize: '16px', lineHeight: '24px' },
  /** Marks on the road: a picture with letters, repeated in words beside it. */
  mark: { fontSize: '13px', lineHeight: '20px' },
} as const;

/** One scale for every gap. */
export const space = { xs: '4px', s: '8px', m: '16px', l: '24px', xl: '40px' } as const;

export const width = '600px';

type Role = keyof typeof light;

/** The roles that are text, ground or border of something: each has a class of its own. */
const used: Readonly<Record<'' | 'on-' | 'edge-', readonly Role[]>> = {
  '': ['ink', 'muted', 'road', 'onRoad'],
  'on-': ['paper', 'tint', 'road'],
  'edge-': ['line', 'road', 'day'],
};

const property = { '': 'color', 'on-': 'background-color', 'edge-': 'border-color' } as const;

/**
 * Class names carry what inline styles cannot: the dark colours. `ink` sets the text colour,
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
