/** A forecast as a picture: emails a day by message, and the quota. */
import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, curveStepAfter, stack } from 'd3-shape';
import { busiest, type Forecast, type Series } from '../../src/domain/forecast.ts';
import { isSystemMessage } from '../../src/domain/messages.ts';

/** Colors as hex values or as custom properties of a page. */
export type ChartColors = {
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly road: string;
  readonly day: string;
};

const WIDTH = 960;
const PLOT = { left: 56, right: 16, top: 40, height: 260 };
/** Of the legend. */
const COLUMNS = 4;

/** An SVG with title and description. */
export function forecastChart(forecast: Forecast, quota: number, colors: ChartColors): string {
  const { days, series } = forecast;
  const bottom = PLOT.top + PLOT.height;
  const height = bottom + 50 + 20 * Math.ceil(series.length / COLUMNS);
  const start = Date.parse(days[0]!);
  const end = start + days.length * 86_400_000;
  const x = scaleUtc([start, end], [PLOT.left, WIDTH - PLOT.right]);
  const peak = busiest(forecast);
  const y = scaleLinear([0, Math.max(1, peak.n, quota)], [bottom, PLOT.top]).nice();
  const title = `Emails a day from ${days[0]} to ${days.at(-1)}`;
  const over = forecast.totals.filter((n) => n > quota).length;
  const description = `The busiest day is ${peak.day} with ${peak.n} emails. ${over} days are over the quota of ${quota} a day.`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="forecast-title forecast-description" font-family="system-ui, sans-serif" font-size="13">
<title id="forecast-title">${title}</title>
<desc id="forecast-description">${description}</desc>
<rect width="${WIDTH}" height="${height}" fill="${colors.paper}"/>
${y.ticks(5).map(gridLine).join('\n')}
${x.ticks(12).map(monthMark).join('\n')}
${layers().join('\n')}
<line x1="${PLOT.left}" x2="${WIDTH - PLOT.right}" y1="${y(quota)}" y2="${y(quota)}" stroke="${colors.day}" stroke-width="2" stroke-dasharray="6 4"/>
<text x="${PLOT.left}" y="24" fill="${colors.day}">- - - Quota: ${quota} a day</text>
${legend().join('\n')}
</svg>
`;

  function gridLine(n: number): string {
    return `<line x1="${PLOT.left}" x2="${WIDTH - PLOT.right}" y1="${y(n)}" y2="${y(n)}" stroke="${colors.line}"/><text x="${PLOT.left - 8}" y="${y(n) + 4}" text-anchor="end" fill="${colors.muted}">${n}</text>`;
  }

  function monthMark(date: Date): string {
    return `<text x="${round(x(date))}" y="${bottom + 20}" fill="${colors.muted}">${monthOf(date)}</text>`;
  }

  function layers(): string[] {
    const rows = days.map((_, index) => series.map(({ counts }) => counts[index]!));
    const stacked = stack<number[], number>()
      .keys(series.map((_, index) => index))
      .value((row, key) => row[key]!)(rows);
    return stacked.map((points, index) => {
      // The last day has a width, too.
      const steps = [...points, points.at(-1)!];
      const path = area<(typeof steps)[number]>()
        .x((_, day) => round(x(start + day * 86_400_000)))
        .y0(([low]) => round(y(low)))
        .y1(([, high]) => round(y(high)))
        .curve(curveStepAfter)(steps);
      return `<path d="${path}" ${fillOf(series[index]!, index)}/>`;
    });
  }

  function legend(): string[] {
    const width = (WIDTH - PLOT.left - PLOT.right) / COLUMNS;
    return series.map((own, index) => {
      const left = PLOT.left + (index % COLUMNS) * width;
      const top = bottom + 50 + Math.floor(index / COLUMNS) * 20;
      return `<rect x="${left}" y="${top - 10}" width="12" height="12" ${fillOf(own, index)}/><text x="${left + 18}" y="${top}" fill="${colors.ink}">${own.message} (${own.total})</text>`;
    });
  }

  /** Lessons in shades of the site's color, other messages in gray. */
  function fillOf({ message }: Series, index: number): string {
    const lessons = series.filter((own) => !isSystemMessage(own.message)).length;
    const shade = isSystemMessage(message)
      ? 0.75 - (0.5 * (index - lessons)) / Math.max(1, series.length - lessons)
      : 1 - (0.7 * index) / Math.max(1, lessons);
    const color = isSystemMessage(message) ? colors.muted : colors.road;
    return `fill="${color}" fill-opacity="${round(shade)}"`;
  }
}

const round = (n: number): number => Math.round(n * 100) / 100;

const monthOf = (date: Date): string =>
  date.toLocaleDateString('en-US', { month: 'short', timeZone: 'UTC' }) +
  (date.getUTCMonth() === 0 ? ` ${date.getUTCFullYear()}` : '');
