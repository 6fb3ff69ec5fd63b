import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../../src/words/words.ts';
import { compile } from '../course/compile.ts';
import { yourTargetOf } from '../course/edition.ts';
import { printable } from '../course/problems.ts';
import { addressProblem, senderProblem } from '../deploy/mail-address.ts';
import { bold, dim, green, readFlags, Trouble } from '../world/terminal.ts';
import { root as project } from '../world/wrangler.ts';
import { readDistances } from './distances.ts';
import { type NewCourse, writeCourse } from './new-course.ts';
import { STARTER_TEXTS } from './new-texts.ts';

const usage = `npx milepost new <id> [options]

Writes a course that builds and plays: content/<id>/, for you to fill. Asks for what isn't given.
  --title     the course's title (default: made from the id)
  --language  ${LANGUAGES.join(' or ')} (default: en)
  --target    what its date is called, like race (default: date)
  --your      the same with its possessive, like "dein Lauf"; not needed in English
  --lessons   their distances from the date (default: "3 months, 1 week, 1 day"); "1 week after"
              and ISO 8601 durations work, too
  --author    who writes it: the last line of every email (default: the title)
  --from      where its emails come from, like "Ada's course <course@example.org>"
  --reply-to  where replies go (default for both: MAIL_FROM and REPLY_TO of wrangler.toml)
  --first     shows it at /, before the courses that there are
  --yes       asks nothing: takes the defaults`;

const OPTIONS = {
  title: { type: 'string' },
  language: { type: 'string' },
  target: { type: 'string' },
  your: { type: 'string' },
  lessons: { type: 'string' },
  author: { type: 'string' },
  from: { type: 'string' },
  'reply-to': { type: 'string' },
  first: { type: 'boolean' },
  yes: { type: 'boolean' },
} as const;

/** `npx milepost new`. @param root the folder that contains `content/` */
export async function newCourse(args: string[], root = project): Promise<void> {
  const [id = '', ...rest] = args[0]?.startsWith('-') ? ['', ...args] : args;
  const flags = readFlags(OPTIONS, usage, rest);
  check('id', id);
  if (existsSync(join(root, 'content', id))) {
    throw new Trouble(
      `content/${id} exists already.`,
      'Nothing was written.',
      'Choose another id.',
    );
  }
  const ask = flags.yes ? null : await asker();
  const answer = async (name: Name, question: string, fallback: string): Promise<string> => {
    const given = flags[name];
    if (given !== undefined || ask === null) return check(name, given ?? fallback);
    return ask.text(question, fallback, (value) => problemWith(name, value));
  };

  const title = await answer('title', "What's the title of your course?", titled(id));
  const language = (await answer(
    'language',
    `Which language? (${LANGUAGES.join(', ')})`,
    'en',
  )) as Language;
  const said = STARTER_TEXTS[language].target;
  const name = await answer('target', `What's its date called? ("race", "interview")`, said.name);
  const target = { name, ...(await possessive(name, language)) };
  const distances = await answer(
    'lessons',
    'When are its lessons sent, counted from the date?',
    '3 months, 1 week, 1 day',
  );
  const course: NewCourse = {
    ...{ id, title, language, target },
    lessons: readDistances(distances) as readonly string[],
    author: await answer('author', 'Who writes it?', title),
    from: await answer('from', 'Where do its emails come from? (empty: MAIL_FROM)', ''),
    replyTo: await answer('reply-to', 'Where do replies go? (empty: REPLY_TO)', ''),
    first: flags.first ?? (await ask?.confirm('Show it at / ?')) ?? false,
  };

  const files = await writeCourse(root, course);
  await compiles(root, files);
  console.log(`${green('✓')} ${bold(title)}: a course of ${course.lessons.length} that builds`);
  for (const file of files) console.log(dim(`  ${file}`));
  console.log(`
  Next: ${bold('npm start')}, then open http://localhost:8787/c/${id}
  Change the words in content/${id}/. What a lesson can do: docs/writing-a-course.md`);

  async function possessive(word: string, spoken: Language): Promise<{ your?: string }> {
    const derived = yourTargetOf({ name: word }, spoken);
    if (flags.your === undefined && derived !== undefined) return {};
    const fallback = word === said.name ? (said.your ?? '') : '';
    if (ask === null && flags.your === undefined && fallback === '') {
      const why = `The language has no way to derive it from "${word}".`;
      throw new Trouble('--your is missing.', why, `Add it, like --your "${said.your}".`, 2);
    }
    return { your: await answer('your', `And with "your"? ("${said.your}")`, fallback) };
  }
}

type Name = Exclude<keyof typeof OPTIONS, 'first' | 'yes'>;

/** In characters: names stand in subjects, which inboxes cut off. */
const LONGEST = { title: 60, target: 25, your: 30, author: 60 } as const;

/** What is wrong with a value; undefined: nothing. */
function problemWith(name: Name | 'id', value: string): string | undefined {
  const text = value.trim();
  switch (name) {
    case 'id':
      if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) return undefined;
      return 'An id has small letters, digits and hyphens, like "first-marathon".';
    case 'language':
      if (LANGUAGES.some((one) => one === text)) return undefined;
      return `There are ${LANGUAGES.join(', ')}.`;
    case 'lessons': {
      const distances = readDistances(text);
      return typeof distances === 'string' ? distances : undefined;
    }
    case 'from':
      return text === '' ? undefined : (senderProblem(text) ?? undefined);
    case 'reply-to':
      return text === '' ? undefined : (addressProblem(text) ?? undefined);
    default:
      if (text === '') return 'Write a word or two.';
      return text.length > LONGEST[name] ? `Use ${LONGEST[name]} characters at most.` : undefined;
  }
}

/** The value, if nothing is wrong with it. */
function check(name: Name | 'id', value: string): string {
  const problem = problemWith(name, value);
  if (problem === undefined) return value.trim();
  const what = name === 'id' ? 'the id' : `--${name}`;
  throw new Trouble(`${what} is "${value}".`, problem, usage, 2);
}

/** @example titled('first-marathon') // 'First Marathon' */
const titled = (id: string): string =>
  id.replace(/(^|-)(\w)/g, (_, hyphen, letter) => (hyphen && ' ') + letter.toUpperCase());

type Asker = {
  readonly text: (
    question: string,
    fallback: string,
    problem: (value: string) => string | undefined,
  ) => Promise<string>;
  readonly confirm: (question: string) => Promise<boolean>;
};

async function asker(): Promise<Asker> {
  if (!process.stdin.isTTY) {
    const fix = `Add --yes, and what you want to set:\n${usage}`;
    throw new Trouble("There's no terminal to ask in.", 'Nothing was written.', fix, 2);
  }
  const { confirm, isCancel, text } = await import('@clack/prompts');
  const kept = <Value extends string | boolean>(value: Value | symbol): Value => {
    if (isCancel(value)) throw new Trouble('Stopped.', 'Nothing was written.', '');
    return value as Value;
  };
  return {
    async text(message, fallback, problem) {
      const validate = (value: string | undefined) => problem(value || fallback);
      const shown = { message, placeholder: fallback, defaultValue: fallback, validate };
      return kept<string>(await text(shown)).trim();
    },
    confirm: async (message) => kept<boolean>(await confirm({ message })),
  };
}

/** The build would say the same; here it is said at once. */
async function compiles(root: string, files: readonly string[]): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const { problems, compiled } = await compile(root, join(project, 'emails'), today);
  if (compiled) return;
  throw new Trouble(
    "The course is written, but doesn't build yet.",
    files.join('\n'),
    printable(problems).join('\n'),
  );
}
