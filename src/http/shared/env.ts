import type { Context } from 'hono';
import type { openServices, Services } from '../../services.ts';

export type AppEnv = {
  Bindings: Parameters<typeof openServices>[0];
  Variables: {
    services: Services;
    /** Work to do after the whole response has been sent. */
    later: (() => Promise<void>)[];
    /** The locale that the person chose, and the languages to choose from. */
    locale: string | undefined;
    languages: readonly string[] | undefined;
  };
};

type Variables = AppEnv['Variables'];

/**
 * The context of any route, even if its middleware sets more variables: Hono's type is invariant.
 */
export type AppContext<More = unknown> = Omit<Context<AppEnv>, 'get' | 'set'> & {
  readonly get: <K extends keyof Variables>(name: K) => Variables[K];
  readonly set: <K extends keyof Variables>(name: K, value: Variables[K]) => void;
  readonly var: Readonly<More>;
};
