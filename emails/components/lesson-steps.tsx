/** @jsxImportSource react */
import { Link } from 'react-email';
import { light, space } from '../theme.ts';
import type { LessonStepsRow } from '../types.ts';
import { Each } from './tokens.tsx';

/** An earlier lesson, linked, with some of its steps. */
export const LessonSteps = ({ title, url, steps }: LessonStepsRow) => (
  <div className="edge-line" style={block}>
    <strong>
      <LessonLink url={url}>{title}</LessonLink>
    </strong>
    <ul style={list}>
      <Each list={steps}>{({ text }) => <li style={item}>{text}</li>}</Each>
    </ul>
  </div>
);

export const LessonLink = ({ url, children }: { url: string; children: string }) => (
  <Link href={url} className="road" style={{ color: light.road, textDecoration: 'underline' }}>
    {children}
  </Link>
);

const block = {
  borderLeft: `4px solid ${light.line}`,
  margin: `0 0 ${space.l}`,
  padding: `0 0 0 ${space.m}`,
};
const list = { margin: `${space.s} 0 0`, padding: `0 0 0 ${space.l}` };
const item = { margin: `0 0 ${space.xs}` };
