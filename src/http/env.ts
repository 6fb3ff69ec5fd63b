import type { Context } from 'hono';
import type { openServices, Services } from '../services.ts';

export type AppEnv = {
  Bindings: Parameters<typeof openServices>[0];
  Variables: { services: Services };
};

export type AppContext = Context<AppEnv>;
