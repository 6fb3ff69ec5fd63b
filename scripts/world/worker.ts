import type { WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { Trouble } from './terminal.ts';
import { quietly, startWrangler } from './wrangler.ts';

export type WorkerOptions = {
  port: number;
  stateDir: string;
  vars: Record<string, string>;
  /** The Worker's whole output; errors are also printed unless `quiet`. */
  log: WriteStream;
  quiet: boolean;
  onExit?: (lines: string) => void;
};

export type Worker = { stop: () => Promise<void> };

/** Where the guard stores the process ids to kill after a crash. */
export const noteFileOf = (stateDir: string): string => join(stateDir, 'processes.json');

/** Starts the Worker in wrangler's local runtime and waits until it responds. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { port, stateDir, vars, log, quiet, onExit } = options;
  const child = startWrangler(
    [
      'dev',
      ...['--ip', '127.0.0.1', '--port', String(port)],
      ...['--inspector-port', '0'],
      ...['--persist-to', join(stateDir, 'state')],
      ...['--show-interactive-dev-session', 'false'],
      ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
    ],
    quietly(stateDir),
    noteFileOf(stateDir),
  );
  const lastLines: string[] = [];
  let stopping = false;
  let running = true;
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => {
      running = false;
      if (!stopping) onExit?.(lastLines.join('\n'));
      resolve();
    });
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface(stream).on('line', (line) => {
      const plain = stripVTControlCharacters(line);
      log.write(`${plain}\n`);
      lastLines.push(plain);
      if (lastLines.length > 30) lastLines.shift();
      if (!quiet && !stopping && isError(plain)) console.error(plain);
    });
  }

  const stop = async () => {
    stopping = true;
    child.stdin?.end();
    await ended;
    log.end();
  };
  for (const began = Date.now(); Date.now() - began < 90_000; ) {
    if (!running) break;
    // Any response is enough: /health reports problems of a running Worker.
    if (await answers(`http://127.0.0.1:${port}/health`)) return { stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const tail = lastLines.join('\n').trim();
  stopping = true;
  await stop();
  throw new Trouble(
    "The Worker didn't start.",
    tail || 'It printed nothing within 90 seconds.',
    `Its output is in ${log.path}.`,
  );
}

const isError = (line: string): boolean => /\[ERROR\]|\bError: |^✘|Uncaught|\bERROR\b/.test(line);

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
