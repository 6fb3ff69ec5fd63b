import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askWeb, type Cache, NO_CONNECTION, type Web } from '../course/ask-web.ts';
import { compile } from '../course/compile.ts';
import { checkLeftovers } from '../course/leftovers.ts';
import type { Draft } from '../course/load.ts';
import { outsideLinks } from '../course/outside-links.ts';
import { newReport, printable, type Report } from '../course/problems.ts';
import { writeIfChanged } from '../course/write.ts';
import { green, readFlags, Trouble } from '../world/terminal.ts';
import { root as project } from '../world/wrangler.ts';

const usage = `npx milepost lint [--links]

Checks every text in content/, as the build does, and looks for words left over from the course that
yours was copied from. Writes nothing but the list of links that were live.
  --links   also asks the web for every outside link. A link that was live is asked for again after
            30 days; a site that turns programs away (401, 403, 429) counts as "couldn't check".`;

const ONE_SECOND: Web = { fetch, pause: () => sleep(1000) };

/** `npx milepost lint`. @param root the folder that contains `content/` */
export async function lint(args: string[], root = project, web = ONE_SECOND): Promise<void> {
  const { links } = readFlags({ links: { type: 'boolean' } }, usage, args);
  const now = new Date();
  const today = now.toISOString().slice(0, 10);
  const { problems, lacks, drafts } = await compile(root, join(project, 'emails'), today);
  const report = newReport();
  report.problems.push(...problems);
  checkLeftovers(drafts, report);
  if (links) await checkWeb(root, drafts, now.getTime(), web, report);

  for (const line of [...printable(report.problems), ...lacks]) console.log(line);
  const errors = report.problems.filter(({ level }) => level === 'error').length;
  if (errors > 0) {
    const what = `${errors} mistake${errors === 1 ? '' : 's'} in content/.`;
    throw new Trouble(what, '', 'Each line above says where and how to correct it.');
  }
  const courses = drafts.map(({ course }) => course?.meta.id).join(', ');
  console.log(`${green('✓')} no mistake in ${courses}`);
}

async function checkWeb(
  root: string,
  drafts: readonly Draft[],
  now: number,
  web: Web,
  report: Report,
): Promise<void> {
  const file = join(root, '.milepost/links.json');
  const before = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Cache,
    () => ({}),
  );
  const links = outsideLinks(drafts);
  const urls = links.map(({ url }) => url);
  const { answers, cache, asked } = await askWeb(urls, before, now, web);
  if (asked > 0) await writeIfChanged(file, `${JSON.stringify(cache, null, 1)}\n`);
  if ([...answers.values()].some(({ why }) => why === NO_CONNECTION)) {
    report.warn('content', 1, "couldn't check links: there's no connection to the web; try again");
    return;
  }
  for (const { url, places } of links) {
    const { is, why } = answers.get(url)!;
    for (const { file: path, line } of is === 'live' ? [] : places) {
      if (is === 'dead') report.error(path, line, `${url} ${why}; correct or remove the link`);
      else report.warn(path, line, `couldn't check ${url}: it ${why}; open it yourself`);
    }
  }
  console.log(`${urls.length} links to other sites, ${asked} of them checked just now`);
}
