/** A person's page and a moved date, compared with a minimal page that has the same statements. */
import { mailLinks, tokens } from '../src/links/links.ts';
import { type Bundle, bundleAlternative } from './bundles.ts';
import { median } from './figures.ts';
import { load } from './load.ts';
import { type Ask, send } from './request.ts';
import { openRuntime, type Runtime } from './runtime.ts';
import { copyOf, inDatabase, NOW, remove, seeded } from './seed.ts';
import { variables } from './systems.ts';

/** CPU, as multiples of the minimal page's: the median of the turns. */
export type OwnPages = { readonly page: number; readonly move: number };

const TURNS = 3;
const COUNT = 240;

/** Moves plan no email that is due now, and while sending is held nothing else is sent. */
const VARS: Record<string, string> = { ...variables('http://127.0.0.1:9'), HELD: 'bench' };
const DATES = ['2029-04-20', '2029-05-20', '2029-06-20'];
const HEADERS = { accept: 'application/json', 'milepost-now': new Date(NOW).toISOString() };

export async function measureOwnPages(ours: Bundle): Promise<OwnPages> {
  const folder = await seeded({ subscribers: COUNT, due: 0, warmUp: 0 });
  const ids = inDatabase(folder, (database) =>
    database.prepare('SELECT id FROM subscriptions').all(),
  ).map(({ id }) => String(id));
  const links = mailLinks(tokens([VARS.LINK_SECRET!]));
  const own = ids.map((id) => links.manage('', links.currentKey, id, 0));
  const minimal = ids.map((id) => `/own/${id}`);
  const copies = [copyOf(folder), copyOf(folder)] as const;
  const running: Runtime[] = [];
  try {
    const mine = await openRuntime(ours, copies[0], VARS);
    running.push(mine);
    const { body } = await send(mine.url, { path: own[0]! });
    const bare = await openRuntime(
      await bundleAlternative('own-pages.ts', String(body)),
      copies[1],
      VARS,
    );
    running.push(bare);
    const turn = async (of: (path: string) => Ask): Promise<number> => {
      const cpu = async (runtime: Runtime, paths: readonly string[]): Promise<number> =>
        (await load(runtime, COUNT, 200, (n) => of(paths[n]!))).cpuUs;
      return (await cpu(mine, own)) / (await cpu(bare, minimal));
    };
    const page = (path: string): Ask => ({ path, headers: HEADERS });
    const move = (date: string) => (path: string) => ({
      path: `${path}/reschedule`,
      headers: HEADERS,
      body: { target_date: date },
    });
    const times = { page: [] as number[], move: [] as number[] };
    for (let n = 0; n <= TURNS; n++) {
      const [shown, moved] = [await turn(page), await turn(move(DATES[n % DATES.length]!))];
      // The first turn warms up.
      if (n === 0) continue;
      times.page.push(shown);
      times.move.push(moved);
    }
    return { page: median(times.page), move: median(times.move) };
  } finally {
    for (const runtime of running) await runtime.close();
    for (const copy of [folder, ...copies]) remove(copy);
  }
}
