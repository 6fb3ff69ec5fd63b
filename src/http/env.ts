import type { Context } from 'hono';
import type { openServices, Services } from '../services.ts';

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

export type AppContext = Context<AppEnv>;
