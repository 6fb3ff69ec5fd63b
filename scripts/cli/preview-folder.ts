import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { escapeHtml } from '../../src/domain/template.ts';
import { civilDay, type Instant, wallTime } from '../../src/domain/time.ts';
import { toMime } from '../world/mailbox-delivery.ts';
import type { Mail } from '../world/provider-types.ts';

/**
 * Writes each email as HTML, text and .eml, and an index of all. Files of an earlier preview are
 * removed. @returns the path of the index
 */
export async function writeFolder(
  folder: string,
  mails: readonly Mail[],
  zone: string,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (OURS.test(name)) await rm(join(folder, name));
  }
  const digits = String(mails.length).length;
  const named = mails.map((mail, index) => ({
    mail,
    name: `${String(index + 1).padStart(Math.max(2, digits), '0')}-${messageOf(mail)}`,
  }));
  for (const { mail, name } of named) {
    await writeFile(join(folder, `${name}.html`), mail.html ?? '');
    await writeFile(join(folder, `${name}.txt`), mail.text ?? '');
    await writeFile(join(folder, `${name}.eml`), await mimeOf(mail));
  }
  const index = join(folder, 'index.html');
  await writeFile(index, indexOf(named, zone));
  return index;
}

const OURS = /^\d{2,}-[\w-]+\.(html|txt|eml)$/;

/** A delivery's tag is `subscription_message_round_occasion`. */
export const messageOf = ({ tags }: Mail): string =>
  tags.find(({ name }) => name === 'delivery')?.value.split('_')[1] ?? 'email';

async function mimeOf(mail: Mail): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true });
  const { message } = await transport.sendMail(toMime(mail));
  return message as Buffer;
}

type Named = { readonly mail: Mail; readonly name: string };

const indexOf = (named: readonly Named[], zone: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${named.length} emails</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { display: grid; grid-template-columns: minmax(18rem, 1fr) 2fr; gap: 1rem; margin: 1rem; }
  ol { margin: 0; padding-left: 2rem; }
  li { margin-bottom: 1rem; }
  iframe { position: sticky; top: 1rem; width: 100%; height: calc(100vh - 2rem); border: 1px solid; }
  @media (max-width: 50rem) { body { display: block; } }
</style>
<ol>
${named.map((one) => entryOf(one, zone)).join('\n')}
</ol>
<iframe name="email" title="The email" src="${named[0]?.name ?? ''}.html"></iframe>
`;

function entryOf({ mail, name }: Named, zone: string): string {
  const at = Date.parse(mail.accepted_at);
  const link = (kind: string, words: string) =>
    `<a href="${name}.${kind}" target="email">${escapeHtml(words)}</a>`;
  return `<li>${local(at, zone)}<br>${link('html', mail.subject)}<br>${link('txt', 'text')} · <a href="${name}.eml">.eml</a></li>`;
}

const local = (at: Instant, zone: string): string => `${civilDay(at, zone)} ${wallTime(at, zone)}`;
