/** @jsxImportSource react */
import { Text } from 'react-email';
import type { Words } from '../../src/words/words.ts';
import { space } from '../theme.ts';
import type { List, WelcomeRow } from '../types.ts';
import { Each } from './tokens.tsx';

type WelcomeProps = {
  /** One row when the email is the welcome, too. */
  readonly welcome: List<WelcomeRow>;
  readonly words: Words;
};

/** The welcome in the email of the first lesson, shortly before the date. */
export const Welcome = ({ welcome, words }: WelcomeProps) => (
  <Each list={welcome}>
    {({ late }) => (
      <>
        <Text style={plain}>{words.email.welcome}</Text>
        <Each list={late}>{() => <Text style={plain}>{words.email.skipEarlier}</Text>}</Each>
      </>
    )}
  </Each>
);

const plain = { fontSize: 'inherit', lineHeight: 'inherit', margin: `0 0 ${space.m}` };
