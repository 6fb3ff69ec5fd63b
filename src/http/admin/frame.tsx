/** The frame of a picture: SVG without scripts, in the colors of the page's style sheet. */
import { sum } from '../../domain/forecast.ts';
import type { Figure } from '../../usecases/operator/figure.ts';

/** Of a picture as wide as the page, and of one half as wide. */
const WIDTHS = { wide: 960, narrow: 460 };

export type ChartProps = { readonly figure: Figure; readonly wide: boolean };

type FrameProps = ChartProps & { readonly height: number; readonly children?: unknown };

export const Frame = (props: FrameProps) =>
  props.wide ? (
    // Scrolls on a phone, so it must be reachable by keyboard.
    <section class="scroll" tabindex={0} aria-label={`Picture: ${props.figure.title}`}>
      <Picture {...props} />
    </section>
  ) : (
    <Picture {...props} />
  );

const Picture = ({ figure, wide, height, children }: FrameProps) => {
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

export const widthOf = (wide: boolean): number => (wide ? WIDTHS.wide : WIDTHS.narrow);

/** For those who don't see the picture. */
function summary({ head, rows, limit, strip }: Figure): string {
  const totals = rows.map(([, ...numbers]) => sum(numbers));
  const most = Math.max(0, ...totals);
  if (most === 0) return strip ? 'There was none.' : 'There’s nothing to count yet.';
  const over = limit ? totals.filter((n) => n > limit.n).length : 0;
  return [
    `The most: ${most.toLocaleString('en-US')} (${head[0]} ${rows[totals.indexOf(most)]![0]}).`,
    ...(limit ? [`${limit.says}. ${over} are over it.`] : []),
  ].join(' ');
}

type LegendProps = {
  /** A class of the style sheet and what it means. */
  readonly keys: readonly (readonly [string, string])[];
};

export const Legend = ({ keys }: LegendProps) => (
  <ul class="legend">
    {keys.map(([swatch, says]) => (
      <li>
        <span class={`swatch ${swatch}`}></span>
        {says}
      </li>
    ))}
  </ul>
);

/** Of the style sheet. */
const COLORS = 8;

export const seriesOf = (index: number): string => `series-${index}`;

/** A figure with a color for each series: the last ones become one if there are too many. */
export function inColors(figure: Figure): Figure {
  const { head, rows } = figure;
  if (head.length <= COLORS + 1) return figure;
  return {
    ...figure,
    head: [...head.slice(0, COLORS), 'All others'],
    rows: rows.map(([label, ...numbers]) => [
      ...([label, ...numbers.slice(0, COLORS - 1)] as const),
      sum(numbers.slice(COLORS - 1)),
    ]),
  };
}

export const round = (n: number): number => Math.round(n * 10) / 10;
