/** @jsxImportSource react */
import { Action } from './button.tsx';
import { htmlOnly, TextOnly } from './tokens.tsx';

const ANSWERS = ['I have an offer', 'I am still waiting', 'Not this time'] as const;

/** The three answers. The page behind them has the buttons that save one: a link saves nothing. */
export const Outcome = ({ href }: { href: string }) => (
  <>
    <div {...htmlOnly}>
      {ANSWERS.map((answer) => (
        <Action key={answer} href={href}>
          {answer}
        </Action>
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
