import { HtmlValidate } from 'html-validate';

const RECOMMENDED = ['recommended', 'document', 'a11y'].map((name) => `html-validate:${name}`);

/** The document rules, with exceptions for old email clients. */
const mail = new HtmlValidate({
  root: true,
  extends: RECOMMENDED,
  rules: {
    // Gmail removes <style> for other accounts, so all styles are inline.
    'no-inline-style': 'off',
    // Outlook on Windows uses tables for layout and reads width, align and cellpadding, not CSS.
    'no-deprecated-attr': 'off',
    // React's spelling; HTML ignores case.
    'attr-case': 'off',
    // Many email clients and screen readers don't know role=none; both mean the same.
    'presentation-role-style': 'off',
    // XHTML Transitional keeps old Outlook and Lotus Notes out of quirks mode.
    'doctype-html': 'off',
    // XHTML closes every element, including void ones.
    'void-style': 'off',
    // Outlook needs them for the padding of buttons.
    'no-conditional-comment': 'off',
    // The title is the subject, and a lesson's subject may be long.
    'long-title': 'off',
  },
});

const page = new HtmlValidate({
  root: true,
  extends: RECOMMENDED,
  rules: {
    // hono/jsx writes <br/>, required="" and <!doctype html>, all valid HTML.
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    // Subresource integrity is for third-party files; ours come from the same origin.
    'require-sri': 'off',
    // Titles contain page and course; search engines truncate them.
    'long-title': 'off',
  },
});

/** Invalid HTML in an email: `rule: what`. */
export const mailFaults = (html: string): Promise<string[]> => faultsBy(mail, html);

/** Invalid HTML in a page. */
export const pageFaults = (html: string): Promise<string[]> => faultsBy(page, html);

async function faultsBy(validator: HtmlValidate, html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, line, column }) => `${ruleId}: ${message} (${line}:${column})`,
    ),
  );
}
