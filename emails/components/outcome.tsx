/** @jsxImportSource react */

import type { Words } from '../../src/words/words.ts';
import { space } from '../theme.ts';
import { Answer } from './button.tsx';
import { htmlOnly, TextOnly } from './tokens.tsx';

/**
 * Links for the three answers. They lead to a page with the buttons that save one, so that opening
 * a link saves nothing.
 */
export const Outcome = ({ href, words: { mail } }: { href: string; words: Words }) => (
  <>
    <div {...htmlOnly} style={{ margin: `${space.m} 0 ${space.l}` }}>
      {[mail.outcome.offer, mail.outcome.waiting, mail.outcome.notThisTime].map((answer) => (
        <Answer key={answer} href={href}>
          {answer}
        </Answer>
      ))}
    </div>
    <div>
      <TextOnly>{mail.outcome.inText}</TextOnly>
    </div>
    <div>
      <TextOnly>{href}</TextOnly>
    </div>
  </>
);
