import type { FaultFacts, FaultOf } from '../domain/parse/field-errors.ts';
import type { FieldError } from '../domain/parse/sign-up.ts';
import type { Words } from './words.ts';

/** Texts for every field error. */
export type Faults = {
  readonly [F in keyof FaultOf]: {
    readonly [C in FaultOf[F]]: string | ((facts: FaultFacts) => string);
  };
};

/** What is wrong with a field and how to fix it. */
export function faultInWords({ faults }: Words, { field, code, known = '' }: FieldError): string {
  const of = faults[field] as Readonly<Record<string, Faults['email']['missing']>>;
  const said = of[code]!;
  return typeof said === 'string' ? said : said({ known });
}
