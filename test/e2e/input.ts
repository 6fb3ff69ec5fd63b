import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Operates a page by its visible words. */
export type Input = {
  /** Presses a button. */
  press: (name: string | RegExp) => Promise<void>;
  /** Follows a link. */
  follow: (name: string | RegExp) => Promise<void>;
  fill: (label: string | RegExp, text: string) => Promise<void>;
  /** Enters a date, `2027-03-20`. */
  date: (label: string | RegExp, date: string) => Promise<void>;
  /** Selects an option by the start of its text. */
  choose: (label: string, words: string) => Promise<void>;
  /** Ticks a checkbox. */
  check: (label: string) => Promise<void>;
  /** Opens a collapsed section. */
  unfold: (words: RegExp) => Promise<void>;
};

/** With a mouse or a finger. */
export const mouse = (page: Page): Input => ({
  press: (name) => opening(page, () => button(page, name).click()),
  follow: (name) => opening(page, () => link(page, name).click()),
  fill: (label, text) => field(page, label).fill(text),
  date: (label, date) => field(page, label).fill(date),
  async choose(label, words) {
    const option = field(page, label).locator('option', { hasText: words }).last();
    await field(page, label).selectOption((await option.getAttribute('value'))!);
  },
  check: (label) => field(page, label).check(),
  unfold: (words) => page.locator('summary', { hasText: words }).first().click(),
});

/** With the keyboard only; the focus must be visible at every step. */
export const keyboard = (page: Page): Input => ({
  press: (name) => opening(page, () => enter(page, button(page, name))),
  follow: (name) => opening(page, () => enter(page, link(page, name))),
  async fill(label, text) {
    await reach(page, field(page, label));
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
    expect(await field(page, label).inputValue()).toBe(text);
  },
  async date(label, date) {
    await reach(page, field(page, label));
    const [year, month, day] = date.split('-');
    // The parts of the date field, in American order.
    await page.keyboard.type(`${month}${day}${year}`);
    expect(await field(page, label).inputValue()).toBe(date);
  },
  async choose(label, words) {
    await reach(page, field(page, label));
    await page.keyboard.type(words);
    const chosen = field(page, label).locator('option:checked').last();
    expect(await chosen.textContent()).toContain(words);
  },
  async check(label) {
    await reach(page, field(page, label));
    await page.keyboard.press('Space');
    expect(await field(page, label).isChecked()).toBe(true);
  },
  async unfold(words) {
    await reach(page, page.locator('summary', { hasText: words }).first());
    await page.keyboard.press('Enter');
  },
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first();
const field = (page: Page, label: string | RegExp) => page.getByLabel(label).first();

/**
 * Acts, and waits until the page that this opens, if any, has loaded. A locator's action waits until
 * the navigation it starts is committed; `page.keyboard` would not.
 */
async function opening(page: Page, act: () => Promise<void>): Promise<void> {
  await act();
  await page.waitForLoadState();
}

async function enter(page: Page, target: Locator): Promise<void> {
  await reach(page, target);
  await target.press('Enter');
}

/** More tab stops than any of our pages has. */
const STOPS = 250;

/** Moves the focus with Tab only. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < STOPS; stops += 1) {
    const focus = await target.evaluate(focusOn);
    if (focus !== 'elsewhere') {
      expect(focus, 'the focus on it').toBe('seen');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${target}.`);
}

/** The browser globals used here. */
type Shown = {
  readonly ownerDocument: {
    readonly activeElement: unknown;
    readonly defaultView: { getComputedStyle: (node: Shown) => Record<string, string> };
  };
  readonly matches: (selector: string) => boolean;
};

/** Runs in the browser: whether this element has a visible focus. */
function focusOn(element: unknown): 'elsewhere' | 'seen' | 'unseen' {
  const node = element as Shown;
  const { activeElement, defaultView } = node.ownerDocument;
  if (node !== activeElement) return 'elsewhere';
  const { outlineStyle, outlineWidth, boxShadow } = defaultView.getComputedStyle(node);
  const isDrawn = outlineStyle !== 'none' && Number.parseFloat(outlineWidth ?? '') >= 2;
  // `auto` is the browser's default focus ring, as in an email.
  const isMarked = isDrawn || outlineStyle === 'auto' || boxShadow !== 'none';
  return node.matches(':focus-visible') && isMarked ? 'seen' : 'unseen';
}
