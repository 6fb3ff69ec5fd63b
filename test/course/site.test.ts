import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assetsOf } from '../../scripts/course/assets.ts';
import { printable } from '../../scripts/course/problems.ts';
import { DEFAULT_SITE } from '../../scripts/course/site.ts';
import { compileFiles, type Files, PROJECT, smallCourse } from './fixture.ts';

const SITE = 'content/site.yaml';
const ASSETS = join(PROJECT, 'src/http/assets');

const LOOK = `name: The Tea Room
logo: logo.svg
colors:
  light: { road: "#7a1f5c", paper: "#ffffff" }
  dark: { road: "#f0a8d6" }
fonts: { titles: '"Gill Sans", sans-serif' }
`;
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>';

const withSite = (site: string, over: Files = {}) =>
  compileFiles({ ...smallCourse(), [SITE]: site, 'content/logo.svg': LOGO, ...over });

test('without site.yaml, a site looks as Milepost does', async () => {
  const { compiled, site } = await compileFiles(smallCourse());
  expect(site).toEqual(DEFAULT_SITE);
  expect(compiled!.site).toMatchObject({ name: 'Milepost', hasLogo: false });
});

describe('the look of site.yaml', async () => {
  const { problems, compiled, site } = await withSite(LOOK);
  const files = await assetsOf(ASSETS, site!);

  test('has no mistakes', () => {
    expect(printable(problems)).toEqual([]);
  });

  test('reaches every email, light and dark', () => {
    const html = JSON.stringify(Object.values(compiled!.courses[0]!.templates));
    expect(html).toContain('background-color:#7a1f5c');
    expect(html).toContain('.road{color:#f0a8d6!important}');
    expect(html).toContain('Gill Sans');
    expect(html.match(/#1f5c4d|#86cbb3/)).toBeNull();
  });

  test('reaches the pages: styles, icon and the color around the page', () => {
    expect(files.get('styles.css')).toContain('--road: #7a1f5c;');
    expect(files.get('styles.css')).toContain('--road: #f0a8d6;');
    expect(files.get('styles.css')).toContain("--serif: 'Gill Sans', sans-serif;");
    expect(files.get('styles.css')!.match(/#1f5c4d|#86cbb3/)).toBeNull();
    expect(files.get('favicon.svg')).toBe(LOGO);
    expect(compiled!.site).toEqual({
      name: 'The Tea Room',
      paper: { light: '#ffffff', dark: '#161c1b' },
      hasLogo: true,
    });
  });
});

test('without a logo, the icon has the colors and the name of the site', async () => {
  const { site } = await withSite(LOOK.replace('logo: logo.svg\n', ''));
  const icon = (await assetsOf(ASSETS, site!)).get('favicon.svg')!;
  expect(icon).toContain('fill="#7a1f5c"');
  expect(icon).toContain('<title>The Tea Room</title>');
});

test('courses are in the order of site.yaml, and have their senders', async () => {
  const files = smallCourse();
  const oat = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path.replace('/tea/', '/oat/'),
      text.replace('id: tea', 'id: oat').replaceAll('/tea/', '/oat/'),
    ]),
  );
  const site = 'courses: [tea]\nsenders:\n  tea: { from: "Tea <tea@tea.example>" }\n';
  const { problems, compiled } = await compileFiles({ ...files, ...oat, [SITE]: site });
  expect(printable(problems)).toEqual([]);
  expect(compiled!.courses.map(({ id, sender }) => [id, sender])).toEqual([
    ['tea', { from: 'Tea <tea@tea.example>' }],
    ['oat', undefined],
  ]);
});

test.each<[string, string, number, string, Files?]>([
  ['an unknown key', 'nam: Tea', 1, 'unknown key `nam`'],
  ['a color by name', 'colors:\n  light:\n    road: red', 3, 'write it as "#1f5c4d"'],
  ['an unknown color', 'colors:\n  light:\n    rod: "#123456"', 3, 'unknown key `rod`'],
  ['a font that closes the style', 'fonts:\n  text: "x;}"', 2, "isn't a list of fonts"],
  ['a course that does not exist', 'courses: [tea, oat]', 1, 'no course "oat"; there are tea'],
  ['a sender for no course', 'senders:\n  oat: { from: a@tea.example }', 2, 'no course "oat"'],
  [
    'a sender that is no address',
    'senders:\n  tea:\n    from: Tea',
    3,
    "isn't a single email address",
  ],
  ["a logo that isn't there", 'logo: tea.svg', 1, "content/tea.svg doesn't exist"],
  ['a logo in another format', 'logo: logo.svg', 1, "isn't an SVG", { 'content/logo.svg': 'PNG' }],
  [
    'a logo with a script',
    'logo: logo.svg',
    1,
    'loads or runs something',
    { 'content/logo.svg': '<svg><script>1</script></svg>' },
  ],
])('%s is reported with its line', async (_, site, line, words, over) => {
  const said = printable((await withSite(site, over)).problems);
  expect(said).toEqual([expect.stringMatching(new RegExp(`^${SITE}:${line}: `))]);
  expect(said[0]).toContain(words);
});

test.each([
  ['text', 'light', 'muted', '#b0b0b0', 'muted #b0b0b0 on tint #eff2ea is 1.9:1'],
  ['a background', 'light', 'road', '#7fd0b8', 'road #7fd0b8 on tint #eff2ea is 1.6:1'],
  ['dark', 'dark', 'day', '#7a3a10', 'day #7a3a10 on paper #161c1b is 2.0:1'],
])(
  'a color that is hard to read fails, with one that passes: %s',
  async (_, mode, role, color, pair) => {
    const site = (value: string) => `colors:\n  ${mode}:\n    ${role}: "${value}"\n`;
    const said = printable((await withSite(site(color))).problems);
    const [first] = said;
    expect(said).toHaveLength(1);
    expect(first).toContain(pair);
    expect(first).toMatch(new RegExp(`^${SITE}:3: .*text needs 4.5:1; #[0-9a-f]{6} would pass$`));
    const better = /(#\w{6}) would pass/.exec(first!)![1]!;
    expect(printable((await withSite(site(better))).problems)).toEqual([]);
  },
);
