/** @jsxImportSource react */

import type { Words } from '../../src/words/words.ts';
import { font, light, space, type } from '../theme.ts';
import type { Road } from '../types.ts';
import { htmlOnly, layout, TextOnly } from './tokens.tsx';

/**
 * The progress to the date: a milestone on a road, above the email's lesson. Its number is a slot,
 * computed when the email is sent; the marks below the road are the lessons. Uses tables and
 * borders only. The orientation line says the same in words.
 */
export const Milepost = ({ daysToGo, road, words }: StoneProps & { road: Road }) => (
  <div {...htmlOnly} style={{ margin: `${space.m} 0 ${space.l}` }}>
    <Stone daysToGo={daysToGo} before={share(road.at, road.marks.length - 1)} words={words} />
    <RoadLine road={road} />
  </div>
);

/** The milestone alone, for emails without a lesson. */
type StoneProps = { readonly daysToGo: string; readonly words: Words };

export const LoneStone = ({ daysToGo, words }: StoneProps) => (
  <>
    <div>
      <TextOnly>{words.move.toGo(daysToGo)}</TextOnly>
    </div>
    <div {...htmlOnly} style={{ margin: `${space.m} 0 ${space.l}` }}>
      <Stone daysToGo={daysToGo} before={0} words={words} />
      <div className="edge-road" style={{ borderTop: `4px solid ${light.road}`, height: 0 }} />
    </div>
  </>
);

/** The completed road: the date has passed. */
export const RoadLine = ({ road }: { road: Road }) => (
  <table {...htmlOnly} {...layout} width="100%" style={{ tableLayout: 'fixed' }}>
    <tbody>
      <tr>
        {road.marks.map((mark, index) => {
          const done = index <= road.at;
          return (
            <td
              key={mark}
              align="center"
              className={`${done ? 'edge-road ink' : 'edge-line muted'}`}
              style={{
                ...type.mark,
                borderTop: `4px solid ${done ? light.road : light.line}`,
                color: index === road.at ? light.ink : light.muted,
                fontFamily: font.sans,
                fontWeight: index === road.at ? '700' : '400',
                paddingTop: space.xs,
              }}
            >
              {mark}
            </td>
          );
        })}
        <td
          className="edge-day"
          style={{ borderTop: `4px solid ${light.day}`, fontSize: '1px', width: '10px' }}
        >
          &#160;
        </td>
      </tr>
    </tbody>
  </table>
);

const Stone = ({ daysToGo, before, words }: StoneProps & { before: number }) => (
  <table {...layout} width="100%">
    <tbody>
      <tr>
        {before > 0 && <td width={`${before}%`} style={{ fontSize: '1px' }} />}
        <td
          align="center"
          className="on-road onRoad"
          style={{
            backgroundColor: light.road,
            borderRadius: '56px 56px 0 0',
            color: light.onRoad,
            fontFamily: font.serif,
            padding: '22px 14px 10px',
            whiteSpace: 'nowrap',
            width: '84px',
          }}
        >
          <Beside words={words.email.stone.above} />
          {words.email.stone.above && <br />}
          <span style={{ fontSize: '20px', fontWeight: '700', lineHeight: '24px' }}>
            {daysToGo}
          </span>
          {words.email.stone.below && <br />}
          <Beside words={words.email.stone.below} />
        </td>
        {before < 100 && <td width={`${100 - before}%`} style={{ fontSize: '1px' }} />}
      </tr>
    </tbody>
  </table>
);

/** Above or below the number, depending on the language. */
const Beside = ({ words }: { words: string }) =>
  words === '' ? null : <span style={{ ...type.mark, fontFamily: font.sans }}>{words}</span>;

function share(part: number, whole: number): number {
  return whole < 1 ? 0 : Math.round((100 * part) / whole);
}
