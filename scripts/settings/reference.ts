/** The reference of all settings, from the list that the configuration's types hold complete. */
import { type About, type Place, SETTINGS, VARIABLES } from './list.ts';

/** `docs/settings.md` */
export function settingsReference(): string {
  return `${INTRODUCTION}
${PLACES.map(section).join('\n')}
## For commands

Variables of your shell or CI. The Worker doesn't see them.

| variable | read by | |
|---|---|---|
${Object.entries(VARIABLES)
  .map(([name, { readBy, text }]) => `| \`${name}\` | ${readBy} | ${text} |`)
  .join('\n')}
`;
}

const INTRODUCTION = `# Settings

Every setting there is. \`npm run reference\` writes this page from the list that the Worker's configuration is checked against. Courses, look and senders have [a reference of their own](course-reference.md).

\`npx milepost doctor\` checks your settings. So does the Worker: with a wrong one, every page and \`/health\` say which.
`;

const PLACES: readonly { readonly place: Place; readonly title: string; readonly text: string }[] =
  [
    {
      place: 'var',
      title: 'Variables',
      text: 'Under `[vars]` in `wrangler.toml`; `npm run deploy` uploads them. On a laptop, a line in `.dev.vars` wins over them.',
    },
    {
      place: 'secret',
      title: 'Secrets',
      text: 'Never in a file that git keeps. Set one with `npx wrangler secret put <NAME>`, or all with [`--secrets-file`](../README.md#deploy). On a laptop: a line `NAME=value` in `.dev.vars`, which git ignores.',
    },
    {
      place: 'laptop',
      title: 'Only on a laptop and in tests',
      text: 'In `.dev.vars`. The Worker refuses them, or ignores them, on a real site.',
    },
  ];

function section({ place, title, text }: (typeof PLACES)[number]): string {
  const rows = Object.entries(SETTINGS)
    .filter(([, about]) => about.place === place)
    .map(
      ([name, about]) => `| \`${name}\` | ${fallback(about)} | ${readers(about)} | ${about.text} |`,
    );
  return `## ${title}

${text}

| setting | if left out | read by | |
|---|---|---|---|
${rows.join('\n')}
`;
}

function fallback({ otherwise }: About): string {
  if (otherwise === null) return 'required';
  return otherwise === '' ? 'off' : `\`${otherwise}\``;
}

const readers = ({ commands = [] }: About): string =>
  ['the Worker', ...commands.map((command) => `\`${command}\``)].join(', ');
