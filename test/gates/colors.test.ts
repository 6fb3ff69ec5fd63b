import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dark, light } from '../../emails/theme.ts';
import { TEXT_PAIRS } from '../../scripts/course/colors.ts';
import { COLORED_BY_WIDTH } from './axe.ts';

type Role = keyof typeof light;

/** The pairs that emails have, too. */
const PAIRS = TEXT_PAIRS.filter((pair): pair is [Role, Role] =>
  pair.every((role) => role in light),
);

test.each([
  ['light', light],
  ['dark', dark],
  ['light, inverted by an email client', inverted(light)],
])('text has a contrast of 4.5 to 1: %s', (_, colors) => {
  const weak = PAIRS.map(([text, ground]) => ({
    text,
    ground,
    by: contrast(colors[text], colors[ground]),
  }));
  expect(weak.filter(({ by }) => by < 4.5)).toEqual([]);
});

test('pages and emails use the same colors', () => {
  const css = readFileSync(join(import.meta.dirname, '../../src/http/assets/styles.css'), 'utf8');
  const [, day = '', night = ''] =
    /:root \{([^}]*)\}[\s\S]*?prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}/.exec(css) ?? [];
  for (const role of Object.keys(light) as Role[]) {
    const name = role.replace(/[A-Z]/, (upper) => `-${upper.toLowerCase()}`);
    expect(day, role).toContain(`--${name}: ${light[role]};`);
    expect(night, role).toContain(`--${name}: ${dark[role]};`);
  }
});

test('colors of pages depend on the width in the named parts only', () => {
  const css = readFileSync(join(import.meta.dirname, '../../src/http/assets/styles.css'), 'utf8');
  const blocks = [...css.matchAll(/@media \((?:min|max)-width[^{]*\{((?:[^{}]*\{[^{}]*\})*)/g)];
  const rules = blocks.flatMap(([, block]) => [...block!.matchAll(/([^{}]+)\{([^{}]*)\}/g)]);
  const colored = rules.filter(([, , style]) => /\b(background|color)\b/.test(style!));
  expect(rules.length).toBeGreaterThan(10);
  const parts = colored.map(([, selector]) => selector!.trim().split(' ')[0]);
  expect([...new Set(parts)].sort()).toEqual(COLORED_BY_WIDTH);
});

/** Email clients without support for dark mode invert colors: `invert(1) hue-rotate(180deg)`. */
function inverted(colors: Readonly<Record<Role, string>>): Record<Role, string> {
  const turn = (color: string): string => {
    const [r, g, b] = channels(color).map((value) => 255 - value) as [number, number, number];
    // The matrix of hue-rotate(180deg) from the Filter Effects module.
    const rows = [
      [-0.574, 1.43, 0.144],
      [0.426, 0.43, 0.144],
      [0.426, 1.43, -0.856],
    ] as const;
    const turned = rows.map(([x, y, z]) =>
      Math.round(Math.min(255, Math.max(0, x * r + y * g + z * b))),
    );
    return `#${turned.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  };
  return Object.fromEntries(
    Object.entries(colors).map(([role, color]) => [role, turn(color)]),
  ) as Record<Role, string>;
}

/** The contrast ratio of WCAG 2, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [r, g, b] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
