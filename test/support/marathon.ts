/** The compiled course of `examples/marathon`. */
import { inject } from 'vitest';
import type { Compiled } from '../../src/course/compiled.ts';

const compiled: { default: Compiled } = await import(/* @vite-ignore */ inject('marathon'));

export const marathon: Compiled = compiled.default;
