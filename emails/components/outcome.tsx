/** @jsxImportSource react */

import { space } from '../theme.ts';
import type { ChoiceLink } from '../types.ts';
import { Answer } from './button.tsx';

/**
 * A link for each answer. It leads to a page that shows the answer with a button to save it, so
 * that opening the link saves nothing.
 */
export const Outcome = ({ choices }: { choices: readonly ChoiceLink[] }) => (
  <div style={{ margin: `${space.m} 0 ${space.l}` }}>
    {choices.map(({ label, url }) => (
      <Answer key={url} href={url}>
        {label}
      </Answer>
    ))}
  </div>
);
