/** A figure as a picture: SVG without scripts, in the colors of the page's style sheet. */
import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { sum } from '../../domain/forecast.ts';
import type { Figure } from '../../usecases/operator/stats.ts';

/** Of a picture as wide as the page, and of one half as wide. */
const WIDTHS = { wide: 960, narrow: 460 };
const HEIGHT = 280;
const PLOT = { left: 52, right: 8, top: 16, bottom: 34 };

type ChartProps = { readonly figure: Figure; readonly wide: boolean };

export const Chart = (props: ChartProps) =>
  props.figure.drawn === 'upright' ? <Upright {...props} /> : <Level {...props} />;

type FrameProps = ChartProps & { readonly height: number; readonly children?: unknown };

const Frame = ({ figure, wide, height, children }: FrameProps) => {
  const [title, description] = [`${figure.id}-title`, `${figure.id}-description`];
  return (
    <svg
      class={wide ? 'chart wide' : 'chart'}
      viewBox={`0 0 ${widthOf(wide)} ${height}`}
      role="img"
      aria-labelledby={`${title} ${description}`}
    >
      <title id={title}>{figure.title}</title>
      <desc id={description}>{`${figure.says} ${summary(figure)}`}</desc>
      {children}
    </svg>
  );
};

const widthOf = (wide: boolean): number => (wide ? WIDTHS.wide : WIDTHS.narrow);

/** For those who don't see the picture. */
function summary({ head, rows, limit }: Figure): string {
  const totals = rows.map(([, ...numbers]) => sum(numbers));
  const most = Math.max(0, ...totals);
  if (most === 0) return 'There’s nothing to count yet.';
  const over = limit ? totals.filter((n) => n > limit.n).length : 0;
  return [
    `The most: ${most.toLocaleString('en-US')} (${head[0]} ${rows[totals.indexOf(most)]![0]}).`,
    ...(limit ? [`${limit.says}. ${over} are over it.`] : []),
  ].join(' ');
}

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
                class={`series-${series % 8}`}
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
        <ul class="legend">
          {keys.map((key) => (
            <li>
              <span class={`swatch series-${(key - 1) % 8}`}></span>
              {head[key]}
            </li>
          ))}
          {limit && (
            <li>
              <span class="swatch limit"></span>
              {limit.says}
            </li>
          )}
        </ul>
      )}
    </>
  );
};

const ROW = 44;

/** A bar for each row below its name, with the number at the end. */
const Level = ({ figure, wide }: ChartProps) => {
  const { rows } = figure;
  const most = Math.max(1, ...rows.map(([, n]) => n ?? 0));
  const x = scaleLinear([0, most], [0, widthOf(wide) - 80]);
  return (
    <Frame figure={figure} wide={wide} height={Math.max(1, rows.length) * ROW}>
      {rows.map(([label, n = 0], index) => (
        <>
          <text x="0" y={index * ROW + 16}>
            {label}
          </text>
          <rect
            class="series-0"
            x="0"
            y={index * ROW + 22}
            width={round(Math.max(n > 0 ? 2 : 0, x(n)))}
            height="14"
            rx="3"
          />
          <text class="mark" x={round(x(n) + 8)} y={index * ROW + 34}>
            {n.toLocaleString('en-US')}
          </text>
        </>
      ))}
    </Frame>
  );
};

const round = (n: number): number => Math.round(n * 10) / 10;

/** @example short(12_000) // '12k' */
const short = (n: number): string => (n >= 10_000 ? `${Math.round(n / 100) / 10}k` : String(n));

/** @example brief('2027-03-15', false) // 'Mar 15' */
function brief(label: string, isMonth: boolean): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(label)) return label;
  const style = isMonth ? ({ year: 'numeric' } as const) : ({ day: 'numeric' } as const);
  return new Date(label).toLocaleDateString('en-US', { month: 'short', timeZone: 'UTC', ...style });
}
