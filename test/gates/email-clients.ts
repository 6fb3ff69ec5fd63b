/**
 * The supported email clients, and the features that one of them lacks. Each such feature needs a
 * note about what the reader sees instead; features without a note fail the gate.
 */
export const CLIENTS = [
  'apple-mail.macos',
  'apple-mail.ios',
  'gmail.desktop-webmail',
  'gmail.ios',
  'gmail.android',
  'outlook.windows',
  'outlook.windows-mail',
  'outlook.macos',
  'outlook.outlook-com',
  'outlook.ios',
  'outlook.android',
  'yahoo.desktop-webmail',
  'yahoo.ios',
  'yahoo.android',
  'samsung-email.android',
  'protonmail.desktop-webmail',
  'protonmail.ios',
  'protonmail.android',
  'fastmail.desktop-webmail',
  'thunderbird.macos',
] as const;

/** By caniemail.com's name of the feature. */
export const FALLBACKS: Readonly<Record<string, string>> = {
  'color-scheme CSS property':
    'The program shows the light colors, or inverts them by itself: both keep a contrast of 4.5 to 1.',
  'overflow-wrap': 'A word wider than the column stays whole, and the reader scrolls sideways.',
  'color-scheme meta tag': 'As above: the light colors, or its own inversion of them.',
  '@media': 'The dark colors are inside: the light ones are inline and stay.',
  'Type selector': 'Only `body` is named by one, to keep a phone from resizing text.',
  '<body> element':
    'It becomes a <div>; background, direction and language are on a table inside, too.',
  'target attribute': 'Links open where the program wants them to, which is a new window.',
  'max-height property': 'The hidden first line is hidden by `display:none`, too.',
  overflow: 'As above.',
  'border-radius': 'Buttons, the task and the milestone have square corners.',
  'text-decoration-line': 'The library’s default; `text-decoration:underline` follows it.',
  'text-decoration': 'Links keep the program’s own underline.',
  'white-space': 'The number on the milestone may break into two lines.',
  'height property': 'It becomes a minimum; nothing in the boxes is higher.',
  'table-layout': 'The marks under the timeline share its width by their text length.',
  'list-style': 'The plan keeps its bullets beside the road.',
  'role attribute': 'Tables that only arrange have neither heading cells nor a caption.',
};
