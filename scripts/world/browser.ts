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
 * Starts the local Chromium or Chrome, with no network requests besides the page's own.
 * @param more additional command-line arguments
 */
export const launchBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch(options(more));

/** As `launchBrowser`, for several programs: each connects to its address. */
export const serveBrowser = (): Promise<BrowserServer> => chromium.launchServer(options());

const options = (more: readonly string[] = []) => ({
  executablePath: findBrowser(),
  args: [
    '--headless=new',
    // The sandbox does not work for root, as in most containers; the pages are this project's own.
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
