import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_SITE, type Site } from './site.ts';

/** The static files of the site by name: those of `src/http/assets/`, in the site's look. */
export async function assetsOf(folder: string, site: Site): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of (await readdir(folder)).sort()) {
    files.set(name, await readFile(join(folder, name), 'utf8'));
  }
  files.set('styles.css', restyled(files.get('styles.css')!, site));
  files.set('favicon.svg', site.logo ?? recolored(files.get('favicon.svg')!, site));
  return files;
}

/** Replaces the custom properties of both color schemes, and the fonts. */
function restyled(css: string, { colors, fonts }: Site): string {
  const properties = Object.keys(colors.light).map((role) => [
    role.replace(/[A-Z]/g, (upper) => `-${upper.toLowerCase()}`),
    role as keyof typeof colors.light,
  ]);
  let styled = css;
  for (const [name, role] of properties as [string, keyof typeof colors.light][]) {
    let place = 0;
    styled = styled.replace(new RegExp(`(--${name}: )#\\w+;`, 'g'), (_, start) => {
      const mode = place++ === 0 ? 'light' : 'dark';
      return `${start}${colors[mode][role]};`;
    });
  }
  return styled
    .replace(/(--serif: )[^;]+;/, (_, start) => `${start}${fonts.titles};`)
    .replace(/(--sans: )[^;]+;/, (_, start) => `${start}${fonts.text};`);
}

/** The icon that ships, in the site's light colors. */
const recolored = (svg: string, { name, colors }: Site): string =>
  svg
    .replace(/<title>.*<\/title>/, () => `<title>${name.replace(/[<&]/g, '')}</title>`)
    .replace(/#[0-9a-f]{6}/g, (color) => {
      const role = (['road', 'onRoad', 'day'] as const).find(
        (one) => DEFAULT_SITE.colors.light[one] === color,
      );
      return role ? colors.light[role] : color;
    });
