/** @jsxImportSource react */
import { font, light, space, type } from '../theme.ts';
import type { List, MailProps, PlanRow } from '../types.ts';
import { Each, htmlOnly } from './tokens.tsx';

type PlanProps = {
  readonly plan: List<PlanRow>;
  /** The lessons after the date. */
  readonly after: List<PlanRow>;
  readonly targetDate: string;
  readonly mail: Pick<MailProps, 'course'>;
};

/** The dates of the lessons, along the road to the target date and beyond. */
export const Plan = ({ plan, after, targetDate, mail }: PlanProps) => (
  <ul style={{ listStyle: 'none', margin: `${space.s} 0 ${space.l}`, padding: 0 }}>
    <Each list={plan}>{(row) => <Post row={row} />}</Each>
    <li className="edge-day" style={day}>
      <span className="ink" style={when}>
        {targetDate}
      </span>
      <br />
      {mail.course.yourTarget}
    </li>
    <Each list={after}>{(row) => <Post row={row} />}</Each>
  </ul>
);

const Post = ({ row }: { row: PlanRow }) => (
  <li className="edge-road" style={post}>
    <span className="ink" style={when}>
      {row.when}
    </span>
    <br />
    {row.title}
    <Each list={row.notes}>
      {({ text }) => (
        <>
          <br {...htmlOnly} />
          <span className="muted" style={{ color: light.muted }}>
            {text}
          </span>
        </>
      )}
    </Each>
  </li>
);

const post = {
  ...type.body,
  borderLeft: `4px solid ${light.road}`,
  fontFamily: font.sans,
  margin: 0,
  padding: `${space.xs} 0 ${space.m} ${space.m}`,
};

const day = {
  ...post,
  borderLeftColor: light.day,
  padding: `${space.xs} 0 ${space.xs} ${space.m}`,
};

const when = { ...type.small, fontWeight: '700' };
