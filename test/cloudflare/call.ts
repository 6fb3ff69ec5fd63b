/** One call to the stand-in, and the errors it may get. */
import type { Account } from './account.ts';

/** An error in Cloudflare's form. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export type Call = {
  readonly method: string;
  readonly url: URL;
  readonly text: () => Promise<string>;
  // biome-ignore lint/suspicious/noExplicitAny: each handler knows what wrangler sends
  readonly json: () => Promise<any>;
  readonly form: () => Promise<FormData>;
  /** The stand-in's own address. */
  readonly base: string;
  readonly now: number;
};

export type Handler = (call: Call, account: Account, ...parts: string[]) => unknown;

/** Method, path below the account, and what it does; its groups are the handler's last arguments. */
export type Route = readonly [string, RegExp, Handler];
