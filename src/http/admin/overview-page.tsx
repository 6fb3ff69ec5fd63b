import type { Figure } from '../../usecases/operator/figure.ts';
import { health } from '../../usecases/operator/health.ts';
import { NOT_COUNTED, stats } from '../../usecases/operator/stats.ts';
import type { AppContext } from '../shared/context.ts';
import { FigureCard } from './chart.tsx';
import { figureFile } from './csv.ts';
import { adminPage, Card, Table, Time } from './layout.tsx';

/** Emails that the page reads for each figure of `/health`, however much goes wrong. */
const MOST = 50;

/** How the course is doing: pictures, each with its table and a file. */
export async function overviewPage(c: AppContext) {
  const { ports, now } = c.var.services;
  const [{ figures, countedAt }, { problems, last_tick_at, failed }] = await Promise.all([
    statsOf(c),
    health(ports, now, MOST),
  ]);
  return adminPage(c, {
    title: 'Overview',
    lead: (
      <>
        {problems.length === 0 ? 'Everything works. ' : 'Something needs you. '}
        {last_tick_at === null ? (
          'The cron has never run. '
        ) : (
          <>
            The cron last ran on <Time at={Date.parse(last_tick_at)} />.{' '}
          </>
        )}
        {countedAt === null ? (
          NOT_COUNTED
        ) : (
          <>
            Counted on <Time at={countedAt} />.
          </>
        )}
      </>
    ),
    children: (
      <div class="cards">
        {problems.length > 0 && (
          <Card id="problems" title="What needs you" wide>
            <ul>
              {problems.map((problem) => (
                <li>{problem}</li>
              ))}
            </ul>
          </Card>
        )}
        {figures.map((figure) => (
          <FigureCard figure={figure} wide={WIDE.includes(figure.id)} />
        ))}
        <Card id="failed" title="Rejected in the last day" wide>
          <p class="fine">{`The newest ${MOST} at most. /health counts all of them.`}</p>
          <Table
            caption="Rejected in the last day"
            head={['Course', 'Email', 'Reason', 'Count']}
            rows={failed.map(({ course, message, reason, count }) => [
              course,
              message,
              reason,
              count,
            ])}
          />
        </Card>
      </div>
    ),
  });
}

const WIDE: readonly Figure['id'][] = ['heartbeat', 'planned', 'delivered'];

/** The file behind a picture of this page. */
export async function overviewFile(c: AppContext) {
  return figureFile(c, (await statsOf(c)).figures);
}

function statsOf(c: AppContext) {
  const { config, ports, now } = c.var.services;
  const { db, courses } = ports;
  return stats({ db, courses, quota: config.mailDailyLimit }, now);
}
