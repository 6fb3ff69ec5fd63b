import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserServer, chromium } from 'playwright-core';
import { Trouble } from './terminal.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macs = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Starts the Chromium or Chrome of this machine, silent towards everything but the page.
 *
 * @param more arguments beside those that silence it
 */
export const launchBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch(options(more));

/** The same for several programs: each connects to it by its address. */
export const serveBrowser = (): Promise<BrowserServer> => chromium.launchServer(options());

const options = (more: readonly string[] = []) => ({
  executablePath: findBrowser(),
  args: [
    '--headless=new',
    // Root, as in most containers, has no sandbox; the pages are our own.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...more,
  ],
});

function findBrowser(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = [
    process.env.CHROMIUM ?? '',
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    ...macs,
  ].find((path) => path !== '' && existsSync(path));
  if (found !== undefined) return found;
  throw new Trouble(
    'No Chromium or Chrome is installed.',
    'The journeys in the browser and the pictures need one; nothing else does.',
    'On Debian or Ubuntu: apt-get install chromium\nElsewhere: set CHROMIUM to its path.',
  );
}
