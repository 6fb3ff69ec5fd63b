/** Every route of the Worker, from its own list: a new one is attacked without being named here. */
import { app } from '../../src/http/app.ts';

export type Route = { readonly method: string; readonly pattern: string };

/** Middleware is registered for all methods, and is no page. */
export const ROUTES: readonly Route[] = [
  ...new Map(
    app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => [`${method} ${path}`, { method, pattern: path }]),
  ).values(),
];

const LAST = [
  '/confirm-address/:token',
  '/manage/:token/pause',
  '/unsubscribe/:token',
  '/manage/:token/links',
  '/manage/:token/erase',
];

/** What ends somebody, or their links, comes last: all the rest is tried on the living. */
export const PATTERNS: readonly string[] = [...new Set(ROUTES.map(({ pattern }) => pattern))].sort(
  (a, b) => LAST.indexOf(a) - LAST.indexOf(b),
);

export const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export type Values = Readonly<Record<string, string>>;

/** A path of this pattern; a parameter that is not given is `x`. */
export const pathOf = (pattern: string, values: Values = {}): string =>
  pattern.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => values[name] ?? 'x');

/** The names of a pattern's parameters. */
export const parametersOf = (pattern: string): string[] =>
  [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => name!);
