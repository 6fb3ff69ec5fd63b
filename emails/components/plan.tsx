/** @jsxImportSource react */
import { font, light, space, type } from '../theme.ts';
import type { List, MailProps, PlanRow } from '../types.ts';
import { Each, htmlOnly } from './tokens.tsx';

type PlanProps = {
  readonly plan: List<PlanRow>;
  readonly targetDate: string;
  readonly mail: Pick<MailProps, 'course'>;
};

/** The dates of the lessons, along the road to the target date. */
export const Plan = ({ plan, targetDate, mail }: PlanProps) => (
  <ul style={{ listStyle: 'none', margin: `${space.s} 0 ${space.l}`, padding: 0 }}>
    <Each list={plan}>
      {(row) => (
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
      )}
    </Each>
    <li className="edge-day" style={last}>
      <span className="ink" style={when}>
        {targetDate}
      </span>
      <br />
      {mail.course.yourTarget}
    </li>
  </ul>
);

const post = {
  ...type.body,
  borderLeft: `4px solid ${light.road}`,
  fontFamily: font.sans,
  margin: 0,
  padding: `${space.xs} 0 ${space.m} ${space.m}`,
};

const last = {
  ...post,
  borderLeftColor: light.day,
  padding: `${space.xs} 0 ${space.xs} ${space.m}`,
};

const when = { ...type.small, fontWeight: '700' };
