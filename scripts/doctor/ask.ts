/** One HTTP question, and how not to ask it twice. */
import { CannotCheck } from './finding.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined unless the text is JSON. */
  readonly json: unknown;
};

export type Asking = {
  /** How long a server may take to answer, in milliseconds. */
  readonly patience: number;
  /** Default: the platform's. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
};

/** Throws `CannotCheck` if no answer comes. */
export async function answerOf(
  url: string,
  init: RequestInit,
  { patience, fetch: travel = fetch }: Asking,
): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await travel(url, { redirect: 'manual', ...init, signal });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  } catch (error) {
    const { host } = new URL(url);
    const { cause } = error as { cause?: { code?: string } };
    const why = cause?.code ? ` (${cause.code})` : '';
    throw new CannotCheck(`${host} didn't answer${why}.`, 'Check the connection and try again.');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Asks at the first call, and answers all others with the same. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}
