/** Wrong assumptions about the provider: its keys, its responses and what they prove. */
import type { EmailResult, SendResult } from '../../../src/domain/provider.ts';
import type { Mailer, OutgoingCall } from '../../../src/mail/provider.ts';
import {
  type Database,
  type Statement,
  statement,
  type Value,
} from '../../../src/storage/database.ts';
import type { Ports } from '../../../src/usecases/ports.ts';
import { answering, isNamed } from '../../support/in-process/seams.ts';
import { changingPorts, type Mutant } from './mutant.ts';
import { CROWD } from './statements.ts';

type Send = Mailer['send'];

const sending = (around: (send: Send, call: OutgoingCall) => Promise<SendResult>) =>
  changingPorts(({ mailer }) => ({ mailer: { send: (call) => around(mailer.send, call) } }));

/** Changes the calls that a run recovers. */
const changingRecovered = (change: (now: Value, ports: Ports) => Readonly<Record<string, Value>>) =>
  changingPorts((ports) => ({
    db: answering(isNamed('take over'), (row, { values: [now] }) => ({
      ...row,
      ...change(now!, ports),
    }))(ports.db),
  }));

/** On back-off, schedules the row again instead of keeping the call. */
const reschedulingRefused =
  (refused: Set<string>) =>
  (inner: Database): Database =>
  async (statements) => {
    const waiting = statements.filter(isNamed('back off'));
    const ids = waiting.flatMap(({ values: [pairs] }) =>
      (JSON.parse(String(pairs)) as [string, number][]).map(([id]) => id),
    );
    const back = ids.filter((id) => refused.delete(id));
    const answers = await inner(statements);
    for (const id of back) {
      await inner([
        statement(
          `UPDATE deliveries SET state = 'scheduled', first_call_at = NULL, lease_token = NULL
           WHERE id = ?1 AND state = 'sending'`,
          id.split('.')[0]!,
        ),
        statement('DELETE FROM calls WHERE id = ?1', id),
      ]);
    }
    return answers;
  };

const readsTemplates = ({ sql }: Statement): boolean =>
  sql.startsWith('SELECT hash, body FROM templates');

const isAccepted = (
  outcome: SendResult,
): outcome is SendResult & { mails: readonly EmailResult[] } => outcome.result === 'accepted';

export const KEY_MUTANTS: readonly Mutant[] = [
  {
    name: 'no key',
    wrong: 'marks after sending, without an idempotency key',
    mutate: () => ({
      request({ headers, ...request }) {
        const { 'idempotency-key': _, ...rest } = headers;
        return { ...request, headers: rest };
      },
    }),
  },
  {
    name: 'key per attempt',
    wrong: 'numbers the attempts in the key',
    mutate() {
      let attempts = 0;
      return sending((send, call) => send({ ...call, key: `${call.key}.${++attempts}` }));
    },
  },
  {
    name: 'new key after unclear',
    wrong: 'uses a new key after an unclear result',
    mutate() {
      const unclear = new Map<string, number>();
      return sending(async (send, call) => {
        const times = unclear.get(call.key) ?? 0;
        const outcome = await send(times === 0 ? call : { ...call, key: `${call.key}.${times}` });
        if (outcome.result === 'unclear') unclear.set(call.key, times + 1);
        return outcome;
      });
    },
  },
  {
    name: 'retry after 24 h',
    wrong: 'retries after the provider has forgotten the key',
    mutate: () => changingRecovered((now) => ({ first_call_at: now })),
  },
  {
    name: 'retry under the newest key',
    wrong: 'retries under the current API key',
    mutate: () => changingRecovered((_, { apiKeys }) => ({ api_key: apiKeys[0]! })),
  },
  {
    name: 'retry with the newest secret',
    firstSeed: 5,
    wrong: 'signs the links of a retry with the current secret',
    mutate: () => changingRecovered((_, { links }) => ({ link_key: links.currentKey })),
  },
  {
    name: 'no answer is a rejection',
    wrong: 'treats a timeout as a rejection',
    mutate: () =>
      sending(async (send, call) => {
        const outcome = await send(call);
        return outcome.result === 'unclear' ? { result: 'refused', reason: 'timeout' } : outcome;
      }),
  },
  {
    name: 'bad address repeats all',
    wrong: 'sends the whole batch again if one address is bad',
    crowd: CROWD,
    rates: { address_refused: 100 },
    intensity: 0.5,
    mutate: () =>
      sending(async (send, call) => {
        const outcome = await send(call);
        const spoiled = isAccepted(outcome) && outcome.mails.some((mail) => 'refused' in mail);
        return spoiled && call.batch ? { result: 'refused', reason: 'bad_address' } : outcome;
      }),
  },
  {
    name: 'rejection lifts the fence',
    wrong: 'treats a rejection as the result of earlier attempts too',
    mutate() {
      const refused = new Set<string>();
      return {
        ports: (ports) => ({
          ...ports,
          mailer: {
            async send(call) {
              const outcome = await ports.mailer.send(call);
              if (outcome.result === 'not_now' && !call.batch) refused.add(call.key);
              return outcome;
            },
          },
          db: reschedulingRefused(refused)(ports.db),
        }),
      };
    },
  },
  {
    name: 're-render on retry',
    wrong: 'composes a retry from the deployed templates',
    firstSeed: 7,
    mutate: () => ({
      ports: (ports) => ({
        ...ports,
        db: answering(readsTemplates, (row) => {
          const message = row.hash.slice(0, row.hash.lastIndexOf('-'));
          const current = ports.courses.template(ports.courses.all[0]!.id, message);
          return { ...row, body: JSON.stringify(current) };
        })(ports.db),
      }),
    }),
  },
];
