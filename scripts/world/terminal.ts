import { type ParseArgsConfig, parseArgs, styleText } from 'node:util';

/** An error that the user can correct: what happened, why, and what to do. */
export class Trouble extends Error {
  readonly why: string;
  readonly fix: string;
  /** 1: the command failed; 2: the command line is invalid. */
  readonly exitCode: 1 | 2;

  constructor(what: string, why: string, fix: string, exitCode: 1 | 2 = 1) {
    super(what);
    this.name = 'Trouble';
    this.why = why;
    this.fix = fix;
    this.exitCode = exitCode;
  }
}

type Flags = NonNullable<ParseArgsConfig['options']>;

/**
 * Parses the command line; `--help` prints the usage and exits.
 * @example
 * const { at } = readFlags({ at: { type: 'string' } }, 'npm run tick -- [--at <instant>]');
 */
export function readFlags<const Options extends Flags>(
  options: Options,
  usage: string,
  args: string[] = process.argv.slice(2),
) {
  const all = { ...options, help: { type: 'boolean', short: 'h' } } as const;
  try {
    const { values } = parseArgs({ args, options: all, strict: true });
    if ('help' in values && values.help) {
      console.log(usage);
      process.exit(0);
    }
    return values;
  } catch (error) {
    throw new Trouble((error as Error).message, "We couldn't read the command line.", usage, 2);
  }
}

/** A port from a flag or the environment. */
export function readPort(value: string | undefined, name: string, fallback: number): number {
  if (value === undefined || value === '') return fallback;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Trouble(
    `${name} is "${value}".`,
    'A port is a number from 1 to 65535.',
    `${name}=8787`,
    2,
  );
}

/** Runs a script's main function; prints errors and sets the exit code. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.exitCode = error instanceof Trouble ? error.exitCode : 1;
    printTrouble(error);
  }
}

function printTrouble(error: unknown): void {
  if (!(error instanceof Trouble)) {
    console.error(error);
    return;
  }
  console.error(`\n${red('✗')} ${bold(error.message)}`);
  if (error.why) console.error(`  ${error.why}`);
  if (error.fix) console.error(`  ${error.fix.replaceAll('\n', '\n  ')}`);
  console.error('');
}

// styleText omits colors when NO_COLOR is set or the output is not a terminal.
export const bold = (text: string): string => styleText('bold', text);
export const dim = (text: string): string => styleText('dim', text);
const red = (text: string): string => styleText('red', text);
export const green = (text: string): string => styleText('green', text);

/** One line about an email. */
export function mailLine(mail: { accepted_at: string; to: string[]; subject: string }): string {
  const when = mail.accepted_at.slice(0, 16).replace('T', ' ');
  return `${dim(`${when}Z`)}  ${green('✉')} ${mail.subject}  ${dim(mail.to.join(', '))}`;
}
