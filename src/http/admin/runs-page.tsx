import { catalog } from '../../course/catalog.ts';
import { type Runs, runFigures, runs, type Suppressed } from '../../usecases/operator/runs.ts';
import { utc } from '../../usecases/operator/why.ts';
import type { AppContext } from '../shared/context.ts';
import { FigureCard } from './chart.tsx';
import { figureFile } from './csv.ts';
import { adminPage, Card, Table, Time } from './layout.tsx';

/** What the cron does, what the provider reports, and which versions run. */
export async function runsPage(c: AppContext) {
  const { ports, now } = c.var.services;
  const [read, figures] = await Promise.all([runs(ports.db), runFigures(ports.db, now)]);
  return adminPage(c, {
    title: 'Runs',
    lead:
      read.lastTickAt === null ? (
        'The cron has never run.'
      ) : (
        <>
          The cron last ran on <Time at={read.lastTickAt} />.
        </>
      ),
    children: (
      <div class="cards">
        {figures.map((figure) => (
          <FigureCard
            figure={figure}
            wide={figure.drawn === 'strip'}
            file={`/admin/runs/${figure.id}.csv`}
          />
        ))}
        <Jobs jobs={read.jobs} />
        <Calls calls={read.calls} />
        <Events events={read.events} />
        <Suppressions {...read} />
        <Versions {...read} version={ports.courses.version} ids={catalog.all.map(courseRow)} />
      </div>
    ),
  });
}

/** The file behind a picture of this page. */
export async function runsFile(c: AppContext) {
  const { ports, now } = c.var.services;
  return figureFile(c, await runFigures(ports.db, now));
}

const Jobs = ({ jobs }: Pick<Runs, 'jobs'>) => (
  <Card id="jobs" title="Maintenance jobs" wide>
    <Table
      caption="Maintenance jobs"
      head={['Job', 'Next run', 'State']}
      rows={jobs.map(({ name, nextAt, failures, error }) => [
        name,
        nextAt === null ? 'on demand' : utc(nextAt),
        failures === 0 ? 'ok' : `failed (${failures} in a row): ${error}`,
      ])}
    />
  </Card>
);

const Calls = ({ calls }: Pick<Runs, 'calls'>) => (
  <Card id="calls" title="Calls without a clear answer" wide>
    <Table
      caption="Calls without a clear answer"
      head={['First call', 'Next try', 'Tries', 'Emails']}
      rows={calls.map(({ firstCallAt, nextAt, attempts, emails }) => [
        ...[utc(firstCallAt), utc(nextAt)],
        ...[attempts, emails],
      ])}
    />
  </Card>
);

const Events = ({ events }: Pick<Runs, 'events'>) => (
  <Card id="events" title="The provider’s last 100 events">
    <Table
      caption="The provider’s last 100 events"
      head={['Received', 'Event']}
      rows={events.map(({ receivedAt, kind, type }) => [utc(receivedAt), type ?? kind])}
      none="None in the last 30 days. Is the webhook set up?"
    />
  </Card>
);

type SuppressionsProps = Pick<Runs, 'suppressions'> & {
  readonly suppressed: readonly Suppressed[];
};

const Suppressions = ({ suppressed, suppressions }: SuppressionsProps) => (
  <Card id="suppressions" title="Suppressed addresses">
    <Table
      caption="Suppressed addresses of subscribers"
      head={['Course', 'Why', 'People']}
      rows={suppressed.map(({ course, why, n }) => [course, why, n])}
      none="None of today’s subscribers, as of the last count."
    />
    <h3>Of erased people</h3>
    <Table
      caption="Suppressed addresses of erased people"
      head={['Why', 'Keyed hashes (1,000 at most)']}
      rows={suppressions.map(({ reason, n }) => [reason, n])}
    />
  </Card>
);

type VersionsProps = Pick<Runs, 'courseVersion' | 'templatesVersion' | 'schemaVersion'> & {
  readonly version: string;
  readonly ids: readonly (readonly [string, number, string])[];
};

const Versions = ({
  version,
  courseVersion,
  templatesVersion,
  schemaVersion,
  ids,
}: VersionsProps) => (
  <Card id="versions" title="Versions" wide>
    <Table
      caption="Versions"
      head={['What', 'Version']}
      rows={[
        ['Courses of this Worker', version],
        ['Courses that all plans follow', courseVersion ?? 'none yet'],
        ['Texts that are stored for retries', templatesVersion ?? 'none yet'],
        ['Database', String(schemaVersion)],
      ]}
    />
    <Table caption="Courses" head={['Course', 'Lessons', 'Languages']} rows={ids} />
  </Card>
);

type Described = {
  readonly id: string;
  readonly lessons: readonly unknown[];
  readonly languages: readonly string[];
};

const courseRow = ({ id, lessons, languages }: Described) =>
  [id, lessons.length, languages.join(', ')] as const;
