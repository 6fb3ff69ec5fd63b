/** @jsxImportSource react */

import { space } from '../theme.ts';
import { Answer } from './button.tsx';
import { htmlOnly, TextOnly } from './tokens.tsx';

const ANSWERS = ['I have an offer', 'I am still waiting', 'Not this time'] as const;

/** The three answers. The page behind them has the buttons that save one: a link saves nothing. */
export const Outcome = ({ href }: { href: string }) => (
  <>
    <div {...htmlOnly} style={{ margin: `${space.m} 0 ${space.l}` }}>
      {ANSWERS.map((answer) => (
        <Answer key={answer} href={href}>
          {answer}
        </Answer>
      ))}
    </div>
    <div>
      <TextOnly>Tell us here: an offer, still waiting, or not this time?</TextOnly>
    </div>
    <div>
      <TextOnly>{href}</TextOnly>
    </div>
  </>
);
