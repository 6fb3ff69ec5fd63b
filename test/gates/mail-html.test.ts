import { HtmlValidate } from 'html-validate';
import { expect, test } from 'vitest';
import { everyLetter, oneOfEach } from './every-letter.ts';

/** The rules for documents, but what mail programs of the last century still need. */
const mail = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // Gmail drops <style> for accounts of other houses, so every look is inline.
    'no-inline-style': 'off',
    // Outlook on Windows arranges by tables and reads width, align and cellpadding, not CSS.
    'no-deprecated-attr': 'off',
    // React writes them so; HTML does not care.
    'attr-case': 'off',
    // role=none is newer than many mail programs and screen readers; both mean the same.
    'presentation-role-style': 'off',
    // XHTML Transitional keeps old Outlooks and Lotus Notes out of quirks mode.
    'doctype-html': 'off',
    // It closes every element, void ones too.
    'void-style': 'off',
    // Outlook's buttons get their padding from them.
    'no-conditional-comment': 'off',
    // A subject is the title, and a lesson's subject may be long.
    'long-title': 'off',
  },
});

test('S06 S14 every mail is valid HTML, with headings in order and tables that only arrange', async () => {
  const { letters } = await everyLetter();
  const faults = new Set<string>();
  for (const { name, html } of oneOfEach(letters, ['ada', 'extreme', 'right-to-left'])) {
    const report = await mail.validateString(html);
    for (const { ruleId, message } of report.results.flatMap(({ messages }) => messages)) {
      faults.add(`${name}: ${ruleId}: ${message}`);
    }
  }
  expect([...faults]).toEqual([]);
});

test('the gate finds a second title, a skipped heading and a misplaced element', async () => {
  const bad =
    '<!DOCTYPE html><html lang="en"><head><title>a</title><title>b</title></head><body><h1>a</h1><h3>b</h3><table><p>d</p></table></body></html>';
  const { results } = await mail.validateString(bad);
  const found = new Set(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId)));
  expect([...found]).toEqual(
    expect.arrayContaining([
      'element-permitted-occurrences',
      'heading-level',
      'element-permitted-content',
    ]),
  );
});
