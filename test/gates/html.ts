import { HtmlValidate } from 'html-validate';

const RECOMMENDED = ['recommended', 'document', 'a11y'].map((name) => `html-validate:${name}`);

/** The rules for documents, but what mail programs of the last century still need. */
const mail = new HtmlValidate({
  root: true,
  extends: RECOMMENDED,
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

const page = new HtmlValidate({
  root: true,
  extends: RECOMMENDED,
  rules: {
    // hono/jsx writes <br/>, required="" and <!doctype html>; all of them are HTML.
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    // For what others serve; ours comes from the same place as the page.
    'require-sri': 'off',
    // Titles name the page and the course, and a search engine cuts what it does not show.
    'long-title': 'off',
  },
});

/** What is not valid in a mail's HTML: `rule: what`. */
export const mailFaults = (html: string): Promise<string[]> => faultsBy(mail, html);

/** What is not valid in a page. */
export const pageFaults = (html: string): Promise<string[]> => faultsBy(page, html);

async function faultsBy(validator: HtmlValidate, html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, line, column }) => `${ruleId}: ${message} (${line}:${column})`,
    ),
  );
}
