import { Session } from 'node:inspector/promises';
import { pathToFileURL } from 'node:url';
import { catalog } from '../../src/course/catalog.ts';
import { DAY } from '../../src/domain/time.ts';
import { milestones } from '../../src/domain/windows.ts';
import { createWorld } from '../in-process/world.ts';

const ADA = {
  email: 'ada@example.com',
  target_date: '2028-03-20',
  time_zone: 'America/New_York',
  send_hour: 7,
};
const CLOCKWORK = { timeZone: ADA.time_zone, sendHour: ADA.send_hour };

/** The source files used by a sign-up with its email, and by the cron run that sends a lesson. */
export async function filesRun(): Promise<{ signUp: string[]; lesson: string[] }> {
  const [first] = milestones(catalog.all[0]!, ADA.target_date, CLOCKWORK);
  const due = first!.dueAt;
  const world = createWorld({ start: due - 20 * DAY });
  let id = '';
  const signUp = await runBy(async () => {
    id = await world.subscribe(ADA);
  });
  await world.confirm(id);
  await world.play(due - 60_000);
  const before = world.mails().length;
  const lesson = await runBy(() => world.tick(due));
  const sent = world.mails().length - before;
  world.close();
  if (sent !== 1) throw new Error(`The run to be measured sent ${sent} emails, not one lesson.`);
  return { signUp, lesson };
}

/** The source files with at least one function called meanwhile, by V8's coverage. */
async function runBy(act: () => Promise<void>): Promise<string[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await act();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  const root = pathToFileURL(`${process.cwd()}/`).href;
  return result
    .filter(({ url }) => url.startsWith(`${root}src/`))
    .filter(({ functions }) => functions.some(({ ranges }) => ranges[0]!.count > 0))
    .map(({ url }) => url.slice(root.length))
    .sort();
}
