import { expect } from 'vitest';

/** What pages and emails must never say to a person. */
const NEVER: Readonly<Record<string, RegExp>> = {
  'a hole': /\{\{|\}\}|\bundefined\b|\bnull\b|\bNaN\b|\[object/,
  'a raw key': /\b[a-z]+_[a-z_]+\b/,
  'the name of a message or course':
    /\b(ml-interviews|date-moved|how-did-it-go|ask-date|stop-asking|confirm-address|address-changed|new-links|already-subscribed|three-months|one-year)\b/,
  'a timestamp of machines': /\d{4}-\d\d-\d\dT|\d\d:\d\d:\d\d/,
  'a date that two countries read differently': /\b\d\d?\/\d\d?\/\d{2,4}\b|\b\d{4}-\d\d-\d\d\b/,
  'a day that lies on both sides of today': /\bin \S+ \w+ ago\b/,
  'UTC or GMT': /\b(UTC|GMT)\b/,
};

/** Reads the visible text; link URLs aren't visible. */
export function checkWords(text: string, where: string): void {
  const read = text.replace(/(https?:\/\/|\/manage\/)\S+/g, '');
  for (const [what, pattern] of Object.entries(NEVER)) {
    expect(pattern.exec(read)?.[0], `${where} shows ${what}`).toBeUndefined();
  }
}

/** Every number of days to go must be true in the person's zone at this moment. */
export function checkCountdown(text: string, days: number, where: string): void {
  for (const [, count] of text.matchAll(/([\d,]+) days? to go/g)) {
    expect(Number(count!.replaceAll(',', '')), `${where} counts the days`).toBe(days);
  }
}
