import type { Context } from 'hono';
import type { openServices, Services } from '../../services.ts';

export type AppEnv = {
  Bindings: Parameters<typeof openServices>[0];
  Variables: {
    services: Services;
    /** What is done once the answer has been sent whole. */
    later: (() => Promise<void>)[];
    /** What the person has chosen to be spoken to in, and the languages that there are to choose. */
    locale: string | undefined;
    languages: readonly string[] | undefined;
  };
};

type Variables = AppEnv['Variables'];

/** The context of any route, also of one whose middleware has set more: Hono's own is invariant. */
export type AppContext<More = unknown> = Omit<Context<AppEnv>, 'get' | 'set'> & {
  readonly get: <K extends keyof Variables>(name: K) => Variables[K];
  readonly set: <K extends keyof Variables>(name: K, value: Variables[K]) => void;
  readonly var: Readonly<More>;
};
