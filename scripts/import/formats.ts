/** Which column of a file has what. */
import { Trouble } from '../world/terminal.ts';

/** What a column may have. */
export const FIELDS = [
  ...(['email', 'name', 'first_name', 'last_name', 'course', 'status', 'status_reason'] as const),
  ...(['target_date', 'date_kind', 'time_zone', 'country', 'send_hour', 'language'] as const),
  ...(['consent_at', 'consent_source', 'paused_until', 'outcome', 'outcome_at'] as const),
] as const;

export type Field = (typeof FIELDS)[number];

export type Format = {
  readonly name: string;
  /** The status of every row that has no column for it. */
  readonly status?: string;
  /** Put before a source that is only an address of a network. */
  readonly source?: string;
  /** The columns of each field; the first one that isn't empty counts. */
  readonly columns: Readonly<Partial<Record<Field, readonly string[]>>>;
};

/** Recognized by its columns, in lower case. */
type Known = Format & { readonly has: readonly string[] };

const MAILCHIMP = {
  source: 'Mailchimp, from ',
  columns: {
    email: ['email address'],
    first_name: ['first name'],
    last_name: ['last name'],
    time_zone: ['timezone'],
    country: ['cc'],
    consent_at: ['confirm_time', 'optin_time'],
    consent_source: ['confirm_ip', 'optin_ip'],
    status_reason: ['unsub_reason', 'unsub_reason_other'],
  },
} as const;

/** The most particular first. */
const KNOWN: readonly Known[] = [
  {
    name: 'Milepost',
    has: ['email', 'course', 'status', 'target_date', 'date_kind', 'consent_at'],
    columns: Object.fromEntries(FIELDS.map((field) => [field, [field]])),
  },
  {
    ...MAILCHIMP,
    name: 'Mailchimp (cleaned)',
    status: 'cleaned',
    has: ['email address', 'leid', 'clean_time'],
  },
  {
    ...MAILCHIMP,
    name: 'Mailchimp (unsubscribed)',
    status: 'unsubscribed',
    has: ['email address', 'leid', 'unsub_time'],
  },
  {
    ...MAILCHIMP,
    name: 'Mailchimp (subscribed)',
    status: 'subscribed',
    has: ['email address', 'leid', 'optin_time'],
  },
  {
    name: 'listmonk',
    has: ['uuid', 'email', 'name', 'status'],
    columns: { email: ['email'], name: ['name'], status: ['status'], consent_at: ['created_at'] },
  },
  ...['email', 'email_address', 'email address'].map((email) => ({
    name: 'Kit',
    has: [email, 'first_name', 'created_at'],
    columns: {
      email: [email],
      first_name: ['first_name'],
      last_name: ['last_name'],
      status: ['state', 'status'],
      consent_at: ['created_at'],
    },
  })),
];

/** The format with these columns, with what `--map` says; null: nothing says where the email is. */
export function formatOf(
  header: readonly string[],
  map: Readonly<Record<string, Field>>,
): Format | null {
  const columns = header.map(normal);
  const known = KNOWN.find(({ has }) => has.every((name) => columns.includes(name)));
  const base: Format = known ?? PLAIN;
  const own = Object.entries(map).map(([column, field]) => [field, [normal(column)]]);
  const format: Format = { ...base, columns: { ...base.columns, ...Object.fromEntries(own) } };
  const { email = [] } = format.columns;
  return email.some((name) => columns.includes(name)) ? format : null;
}

/** Columns named as our fields. */
const PLAIN: Format = {
  name: 'a file of your own',
  columns: Object.fromEntries(FIELDS.map((field) => [field, [field]])),
};

/** @example readMap(['Mail=email'], ['Mail', 'Age'], usage) // { Mail: 'email' } */
export function readMap(
  pairs: readonly string[],
  header: readonly string[],
  usage: string,
): Readonly<Record<string, Field>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=');
      const [column, field] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      if (at < 1 || !header.map(normal).includes(normal(column))) {
        const columns = `The file's columns are: ${header.join(', ')}.`;
        throw new Trouble(`--map ${pair}: there's no such column.`, columns, usage, 2);
      }
      const known = FIELDS.find((name) => name === field);
      if (known === undefined) {
        const fields = `The fields are: ${FIELDS.join(', ')}.`;
        throw new Trouble(`--map ${pair}: "${field}" isn't a field.`, fields, usage, 2);
      }
      return [column, known];
    }),
  );
}

const normal = (name: string): string => name.trim().toLowerCase();

/** Reads a record's fields. */
export function readerOf(
  header: readonly string[],
  { columns }: Format,
): (record: readonly string[]) => (field: Field) => string {
  const names = header.map(normal);
  const places = new Map(
    Object.entries(columns).map(([field, own]) => [
      field,
      own.map((name) => names.indexOf(name)).filter((index) => index >= 0),
    ]),
  );
  return (record) => (field) => {
    for (const index of places.get(field) ?? []) {
      const text = unescaped(record[index] ?? '').trim();
      if (text !== '') return text;
    }
    return '';
  };
}

/** Spreadsheets get `'=1+1` in place of a formula. */
const unescaped = (text: string): string =>
  /^'[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? text.slice(1) : text;
