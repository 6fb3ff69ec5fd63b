/** The results as text and tables, for the terminal and for docs/scaling.md. */
import { type Memory, sumOf } from './heap.ts';
import type { OwnPages } from './own-pages.ts';
import type { Paced } from './paced.ts';
import type { Population } from './seed.ts';
import type { Sending } from './sending.ts';
import type { SignUps } from './sign-ups.ts';
import type { Page, Starting } from './starting.ts';
import type { Ticks } from './ticks.ts';

export type Figures = {
  readonly machine: string;
  readonly command: string;
  readonly population: Population;
  /** Of the tutorials. */
  readonly slowPopulation: Population;
  readonly sending: readonly Sending[];
  readonly memory: readonly Memory[];
  /** With the provider's latency and rate limit: emails per second, and 429 responses. */
  readonly paced: Paced;
  readonly ticks: readonly Ticks[];
  readonly signUps: SignUps;
  readonly pages: readonly Page[];
  readonly ownPages: OwnPages;
  readonly starting: Starting;
  readonly size: { readonly allGzip: number; readonly engineGzip: number };
};

/** The target and the measured value. */
export function targets({
  sending,
  memory,
  paced,
  signUps,
  ownPages,
  starting,
  size,
  ticks,
}: Figures): Target[] {
  const cpu = (name: Sending['name']): number =>
    sending.find((one) => one.name === name)?.cpuUs ?? Number.NaN;
  const ours = sending.find(({ name }) => name === 'ours')!.perMail!;
  const { kinds } = signUps;
  const first = ticks[0]!;
  const last = ticks.at(-1)!;
  const [fewMails, manyMails] = [memory[0]!, memory.at(-1)!];
  return [
    aim('CPU: ours / ledger floor', cpu('ours') / cpu('ledger floor'), '<=', 1.9),
    aim('CPU: tutorial / ours', cpu('tutorial') / cpu('ours'), '>=', 55),
    aim('CPU: tutorial with batches / ours', cpu('tutorial, batches') / cpu('ours'), '>=', 29),
    // An isolate has 128 MB; a quarter of it stays free.
    aim('peak memory of the isolate, MB', sumOf(manyMails.peak), '<=', 96),
    aim(
      'memory held: most / fewest emails',
      sumOf(manyMails.held) / sumOf(fewMails.held),
      '<=',
      1.1,
    ),
    aim('share of the rate used at 100 ms latency', paced.share, '>=', 0.95),
    aim('answers 429', paced.tooMany, '<=', 0),
    aim('rows read an email', ours.read, '<=', 12),
    aim('rows written an email', ours.written, '<=', 2.05),
    aim('statements per 100 emails', ours.statements * 100, '<=', 5.1),
    aim('idle tick: statements', last.idle.statements, '<=', 3),
    aim('idle tick: rows read', last.idle.read, '<=', 10),
    aim(
      'rows read an email: most / fewest subscribers',
      last.mail.read / first.mail.read,
      '<=',
      1.1,
    ),
    aim(
      'sign-up CPU: ours up to the answer / bare',
      kinds['up to the answer'].timesBare.median,
      '<=',
      1.3,
    ),
    aim('own page, CPU: ours / minimal page', ownPages.page, '<=', 1.8),
    aim('moved date, CPU: ours / minimal page', ownPages.move, '<=', 2.2),
    aim('start-up CPU: ours / empty', starting.oursMs / starting.emptyMs, '<=', 1.5),
    aim('engine, KB gzip', size.engineGzip / 1024, '<=', 75),
  ];
}

export type Target = { what: string; is: number; shall: string; met: boolean };

const aim = (what: string, is: number, sign: '<=' | '>=', limit: number): Target => ({
  what,
  is,
  shall: `${sign} ${limit}`,
  met: sign === '<=' ? is <= limit : is >= limit,
});

/** The whole report as Markdown. */
export function report(figures: Figures): string {
  const { machine, command, population, sending, memory, ticks, signUps, pages } = figures;
  const { starting, size } = figures;
  const { subscribers, due } = population;
  const { due: few } = figures.slowPopulation;
  return [
    `\`${command}\` on ${machine}. CPU of the whole runtime process, database included.`,
    `Sending: ${due} due emails (${few} for the tutorials) among ${subscribers} subscribers; medians.`,
    table(
      [
        '',
        'CPU µs an email',
        'emails/s',
        'peak MB',
        'bytes an email',
        'statements',
        'rows read',
        'written',
      ],
      sending.map(({ name, cpuUs, mailsPerS, peakMb, bytes, perMail }) => [
        name,
        cpuUs,
        mailsPerS,
        peakMb,
        bytes,
        ...(perMail ? [perMail.statements, perMail.read, perMail.written] : ['', '', '']),
      ]),
    ),
    table(
      ['measure', 'is', 'target', ''],
      targets(figures).map(({ what, is, shall, met }) => [what, is, shall, met ? 'met' : 'missed']),
    ),
    'Memory of the isolate while sending, in MB, read by its inspector in separate runs: held after garbage collection, and peak.',
    table(
      ['emails due', 'heap held', 'buffers held', 'heap, peak', 'buffers, peak', 'reserved'],
      memory.map(({ due: mails, held, peak }) => [
        String(mails),
        held.usedMb,
        held.buffersMb,
        peak.usedMb,
        peak.buffersMb,
        peak.totalMb,
      ]),
    ),
    table(
      [
        'subscribers',
        'bytes each',
        'idle tick, CPU ms',
        'statements',
        'rows',
        'CPU µs an email',
        'rows read',
        'written',
      ],
      ticks.map(({ subscribers: n, bytes, idle, mail }) => [
        String(n),
        bytes,
        idle.cpuMs,
        idle.statements,
        idle.read,
        mail.cpuUs,
        mail.read,
        mail.written,
      ]),
    ),
    table(
      ['sign-up', 'CPU µs', 'times bare', 'half of the turns', 'a second', 'p50 ms', 'p99 ms'],
      Object.entries(signUps.kinds).map(([name, { cpuUs, timesBare, perS, p50Ms, p99Ms }]) => [
        name,
        cpuUs,
        timesBare.median,
        `${figure(timesBare.low)} to ${figure(timesBare.high)}`,
        perS,
        p50Ms,
        p99Ms,
      ]),
    ),
    table(
      ['page', 'CPU µs', 'p50 ms', 'bytes', 'gzip', 'asked again'],
      pages.map(({ path, cpuUs, p50Ms, bytes, gzipBytes, again }) => [
        `\`${path}\``,
        cpuUs,
        p50Ms,
        bytes,
        gzipBytes,
        String(again),
      ]),
    ),
    `Start to first answer: ${figure(starting.oursMs)} ms of CPU; an empty Worker ${figure(starting.emptyMs)} ms.`,
    `Bundle: ${figure(size.allGzip / 1024)} KB gzip, of which the engine without content and words ${figure(size.engineGzip / 1024)} KB.`,
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => (typeof cell === 'number' ? figure(cell) : cell)).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Three significant digits; whole numbers from 100 on. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
