/** Kinds of values in front matter and settings. */
import { z } from 'zod';
import { durationOf, isDuration } from '../../src/domain/time.ts';

export const text = z.string().trim().min(1, 'is empty; write it or remove the key');
export const line = text.refine(
  (value) => !/[\r\n]/.test(value),
  'has a line break; write it on one line, or begin with >- to fold it',
);
export const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use small letters, digits and hyphens, as in "one-year"');
export const day = z.iso.date("isn't a date; write it as 2026-11-22");
/** A length of time, as `window` needs it: unsigned and not zero. */
export const duration = (example: string) =>
  z
    .string()
    .refine(isDuration, `isn't an ISO 8601 duration of days or more; write it as ${example}`)
    .refine(
      (value) => !isDuration(value) || durationOf(value).spans.length > 0,
      `is no time at all; write it as ${example}`,
    );
export const ids = z.array(z.string()).optional();
