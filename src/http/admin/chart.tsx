/** Figures as pictures, with what is behind them. */
import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { sum } from '../../domain/forecast.ts';
import { civilDay, DAY, MINUTE } from '../../domain/time.ts';
import type { Figure } from '../../usecases/operator/figure.ts';
import { utc } from '../../usecases/operator/why.ts';
import { type ChartProps, Frame, inColors, Legend, round, seriesOf, widthOf } from './frame.tsx';
import { Card, Table } from './layout.tsx';

const HEIGHT = 280;
const PLOT = { left: 52, right: 8, top: 16, bottom: 34 };

/** A section with a picture, its table and its file. */
export const FigureCard = ({ figure, wide, file = `/admin/${figure.id}.csv` }: CardProps) => (
  <Card id={figure.id} title={figure.title} wide={wide}>
    <p class="fine">{figure.says}</p>
    <Chart figure={inColors(figure)} wide={wide} />
    <div class="behind">
      <details>
        <summary>Show the table</summary>
        <Table caption={figure.title} head={figure.head} rows={figure.rows} />
      </details>
      <p class="file">
        <a href={file}>Download as CSV</a>
      </p>
    </div>
  </Card>
);

type CardProps = ChartProps & { readonly file?: string };

const Chart = (props: ChartProps) => {
  const { drawn, strip } = props.figure;
  if (drawn === 'strip') return <Strip {...props} strip={strip!} />;
  return drawn === 'upright' ? <Upright {...props} /> : <Level {...props} />;
};

/** Stacked bars, one a row of the figure. */
const Upright = ({ figure, wide }: ChartProps) => {
  const { rows, head, limit } = figure;
  const width = widthOf(wide);
  const bottom = HEIGHT - PLOT.bottom;
  const totals = rows.map(([, ...numbers]) => sum(numbers));
  const peak = Math.max(1, ...totals);
  // A limit far above all bars would flatten them: it's then named only.
  const shows = limit !== undefined && limit.n <= 4 * peak;
  const y = scaleLinear([0, shows ? Math.max(peak, limit.n) : peak], [bottom, PLOT.top]).nice(4);
  const x = scaleBand(
    rows.map(([label]) => label),
    [PLOT.left, width - PLOT.right],
  ).padding(0.2);
  const keys = head.slice(1).map((_, index) => index + 1);
  const layers = stack<Figure['rows'][number], number>()
    .keys(keys)
    .value((row, key) => row[key] as number)([...rows]);
  const step = Math.ceil(rows.length / (wide ? 12 : 6));
  return (
    <>
      <Frame figure={figure} wide={wide} height={HEIGHT}>
        {y
          .ticks(4)
          .filter(Number.isInteger)
          .map((n) => (
            <>
              <line class="grid" x1={PLOT.left} x2={width - PLOT.right} y1={y(n)} y2={y(n)} />
              <text class="mark" x={PLOT.left - 8} y={y(n) + 5} text-anchor="end">
                {short(n)}
              </text>
            </>
          ))}
        {layers.map((layer, series) =>
          layer.map(([low, high], index) =>
            high > low ? (
              <rect
                class={seriesOf(series)}
                x={round(x(rows[index]![0])!)}
                width={round(x.bandwidth())}
                y={round(y(high))}
                height={round(Math.max(1, y(low) - y(high)))}
              >
                <title>{`${rows[index]![0]} · ${head[series + 1]}: ${high - low}`}</title>
              </rect>
            ) : null,
          ),
        )}
        {shows && (
          <line
            class="limit"
            x1={PLOT.left}
            x2={width - PLOT.right}
            y1={y(limit.n)}
            y2={y(limit.n)}
          />
        )}
        {rows.map(([label], index) =>
          index % step === 0 ? (
            <text
              class={(index / step) % 2 === 1 ? 'mark odd' : 'mark'}
              x={round(x(label)! + x.bandwidth() / 2)}
              y={HEIGHT - 10}
              text-anchor="middle"
            >
              {brief(label, head[0] === 'Month')}
            </text>
          ) : null,
        )}
      </Frame>
      {(keys.length > 1 || limit) && (
        <Legend
          keys={[
            ...keys.map((key) => [seriesOf(key - 1), head[key]!] as const),
            ...(limit ? [['limit', limit.says] as const] : []),
          ]}
        />
      )}
    </>
  );
};

const ROW = 44;

/** A bar for each row below its name, in parts if there are several series, and the sum at its end. */
const Level = ({ figure, wide }: ChartProps) => {
  const { rows, head } = figure;
  const totals = rows.map(([, ...numbers]) => sum(numbers));
  const most = Math.max(1, ...totals);
  const x = scaleLinear([0, most], [0, widthOf(wide) - 80]);
  return (
    <>
      <Frame figure={figure} wide={wide} height={Math.max(1, rows.length) * ROW}>
        {rows.map(([label, ...numbers], index) => (
          <>
            <text x="0" y={index * ROW + 16}>
              {label}
            </text>
            {numbers.map((n, series) =>
              n > 0 ? (
                <rect
                  class={seriesOf(series)}
                  x={round(x(sum(numbers.slice(0, series))))}
                  y={index * ROW + 22}
                  width={round(Math.max(2, x(n)))}
                  height="14"
                >
                  <title>{`${label} · ${head[series + 1]}: ${n}`}</title>
                </rect>
              ) : null,
            )}
            <text class="mark" x={round(x(totals[index]!) + 8)} y={index * ROW + 34}>
              {totals[index]!.toLocaleString('en-US')}
            </text>
          </>
        ))}
      </Frame>
      {head.length > 2 && (
        <Legend keys={head.slice(1).map((name, index) => [seriesOf(index), name])} />
      )}
    </>
  );
};

/** A band of time, cut where it was silent. */
const Strip = ({ figure, wide, strip }: ChartProps & { readonly strip: Figure['strip'] & {} }) => {
  const { from, to, since, silent } = strip;
  const x = scaleLinear([from, to], [0, widthOf(wide)]);
  const days = Array.from({ length: Math.floor((to - from) / DAY) }, (_, index) =>
    civilDay(from + (index + 1) * DAY, 'UTC'),
  );
  return (
    <>
      <Frame figure={figure} wide={wide} height={BAND + 34}>
        {since > from && (
          <rect class="unrecorded" x="0" y={BAND - 4} width={round(x(since))} height="4" />
        )}
        <rect
          class="alive"
          x={round(x(since))}
          y="0"
          width={round(x(to) - x(since))}
          height={BAND}
        />
        {silent.map(([begin, end]) => (
          <g class="silent">
            <title>{`${utc(begin)}, ${Math.round((end - begin) / MINUTE)} minutes`}</title>
            <rect class="cut" {...span(x(begin), x(end))} y="0" height={BAND} />
            <rect {...span(x(begin), x(end))} y={BAND - 14} height="14" />
          </g>
        ))}
        {days.map((day, index) =>
          index % 2 === 0 ? (
            <text
              class={index % 4 === 2 ? 'mark odd' : 'mark'}
              x={round(x(Date.parse(day)))}
              y={BAND + 24}
              text-anchor="middle"
            >
              {brief(day, false)}
            </text>
          ) : null,
        )}
      </Frame>
      <Legend
        keys={[
          ['alive', 'Ran'],
          ['silent', 'Silent'],
          ...(since > from ? [['unrecorded', 'Not recorded'] as const] : []),
        ]}
      />
    </>
  );
};

const BAND = 44;

/** A silence of some minutes is wide enough to be seen. */
const span = (from: number, to: number) => ({
  x: round(from),
  width: round(Math.max(3, to - from)),
});

/** @example short(12_000) // '12k' */
const short = (n: number): string => (n >= 10_000 ? `${Math.round(n / 100) / 10}k` : String(n));

/** @example brief('2027-03-15', false) // 'Mar 15' */
function brief(label: string, isMonth: boolean): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(label)) return label;
  const style = isMonth ? ({ year: 'numeric' } as const) : ({ day: 'numeric' } as const);
  return new Date(label).toLocaleDateString('en-US', { month: 'short', timeZone: 'UTC', ...style });
}
