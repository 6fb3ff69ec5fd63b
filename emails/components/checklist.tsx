/** @jsxImportSource react */

import { font, light, space, type } from '../theme.ts';
import type { StepRow } from '../types.ts';
import { Inline } from './prose.tsx';
import { htmlOnly, inLine, layout } from './tokens.tsx';

/** Steps with an empty box; the checkboxes that work are on the subscriber's page. */
export const Checklist = ({ steps }: { steps: readonly StepRow[] }) => (
  <ul data-checklist style={{ listStyle: 'none', margin: `0 0 ${space.m}`, padding: 0 }}>
    {steps.map(({ text, by }) => (
      <li key={text} style={{ margin: 0 }}>
        <table {...layout} {...inLine} width="100%">
          <tbody>
            <tr>
              <td {...htmlOnly} valign="top" width="32" style={{ padding: '7px 0 0' }}>
                <div className="edge-road" style={box} />
              </td>
              <td {...inLine} className="ink" style={line}>
                <Inline markdown={text} />
                {by && (
                  <span className="muted" style={{ color: light.muted }}>
                    {by}
                  </span>
                )}
              </td>
            </tr>
          </tbody>
        </table>
      </li>
    ))}
  </ul>
);

const box = {
  border: `2px solid ${light.road}`,
  borderRadius: '3px',
  height: '13px',
  width: '13px',
};

const line = {
  ...type.body,
  color: light.ink,
  fontFamily: font.sans,
  padding: `0 0 ${space.s}`,
};
