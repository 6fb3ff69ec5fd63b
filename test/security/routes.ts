/** Every route, from the Worker's own list: a new route is attacked without being added here. */
import { app } from '../../src/http/app.ts';

export type Route = { readonly method: string; readonly pattern: string };

/** Middleware is registered for all methods and isn't a page. */
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

/** Routes that end a person or their links come last. */
export const PATTERNS: readonly string[] = [...new Set(ROUTES.map(({ pattern }) => pattern))].sort(
  (a, b) => LAST.indexOf(a) - LAST.indexOf(b),
);

export const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export type Values = Readonly<Record<string, string>>;

/** A path of this pattern; a missing parameter becomes `x`. */
export const pathOf = (pattern: string, values: Values = {}): string =>
  pattern.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => values[name] ?? 'x');

/** The parameter names of a pattern. */
export const parametersOf = (pattern: string): string[] =>
  [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => name!);
