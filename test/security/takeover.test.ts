/**
 * An intruder with a forwarded email uses its links in every order. The owner, with only their
 * mailbox, regains the subscription permanently.
 */
import { describe, expect, it } from 'vitest';
import { bindings, join, type Mail, mailsTo, post, request } from '../support/worker.ts';
import { extent, shareOf } from './attack.ts';

const BEGINNING = Date.parse('2027-02-14T12:00:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;

/** Every link to this kind of page in these emails and pages, newest last. */
const linksTo = (page: string, texts: readonly string[]): string[] =>
  texts.flatMap((text) => text.match(new RegExp(`/${page}/[\\w.~-]+`, 'g')) ?? []);

const textsOf = (mails: readonly Mail[]): string[] => mails.map(({ text }) => text);

/** A person with a mailbox, who knows the emails in it and the pages they opened. */
class Actor {
  private readonly read: string[] = [];
  private readonly boxes: string[] = [];
  private readonly clock: { now: number };
  private readonly name: string;

  constructor(clock: { now: number }, name: string) {
    this.clock = clock;
    this.name = name;
  }

  learn(...texts: readonly string[]): void {
    this.read.push(...texts);
  }

  addBox(address = `${this.name}-${this.boxes.length}@takeover.example`): string {
    this.boxes.push(address);
    return address;
  }

  get box(): string | undefined {
    return this.boxes.at(-1);
  }

  /** Every link that they know. */
  async links(page: string): Promise<string[]> {
    const mails = await Promise.all(this.boxes.map(async (box) => textsOf(await mailsTo(box))));
    return [...new Set(linksTo(page, [...this.read, ...mails.flat()]))];
  }

  /** Posts ten minutes later, because of the limits, and reads the page. */
  async post(path: string, fields: Record<string, string> = {}): Promise<number> {
    this.clock.now += 11 * MINUTE;
    const answer = await post(path, new Date(this.clock.now).toISOString(), fields);
    this.learn(await answer.text(), answer.headers.get('location') ?? '');
    return answer.status;
  }

  async get(path: string): Promise<number> {
    const answer = await request(path, new Date(this.clock.now).toISOString());
    this.learn(await answer.text());
    return answer.status;
  }

  /** The newest link that still opens the page of this subscription. */
  async page(id: string): Promise<string | undefined> {
    const links = (await this.links('manage')).filter((link) => link.includes(`.${id}.`));
    for (const link of links.reverse()) {
      if ((await this.get(link)) === 200) return link;
    }
    return undefined;
  }

  /** Presses the button behind every such link. */
  async pressAll(page: string): Promise<void> {
    for (const link of await this.links(page)) await this.post(link);
  }
}

type Scene = { readonly intruder: Actor; readonly id: string; readonly address: string };

const signUp = (actor: Actor, email: string) =>
  actor.post('/subscribe', { email, target_date: '2040-05-01', time_zone: 'UTC' });

/** What the holder of a forwarded email can do. */
const ACTS: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  async 'asks for another address'({ intruder, id }) {
    const own = await intruder.page(id);
    if (own) await intruder.post(`${own}/details`, { email: intruder.addBox() });
  },
  'confirms every address': ({ intruder }) => intruder.pressAll('confirm-address'),
  async 'resets the links'({ intruder, id }) {
    const own = await intruder.page(id);
    if (own) await intruder.post(`${own}/links`);
  },
  async 'leaves and signs up again'({ intruder }) {
    await intruder.pressAll('unsubscribe');
    await signUp(intruder, intruder.box ?? intruder.addBox());
    await intruder.pressAll('confirm');
  },
  'signs the owner up': ({ intruder, address }) => signUp(intruder, address),
  'undoes every change': ({ intruder }) => intruder.pressAll('restore-address'),
};

const orders = (length: number): string[][] =>
  length === 0
    ? [[]]
    : orders(length - 1).flatMap((order) => Object.keys(ACTS).map((act) => [...order, act]));

const CHANGE = ['asks for another address', 'confirms every address'];

/** After a change of address, and without; longer sequences in full with `npm run attack`. */
const TRIED = [
  ...[0, 1].flatMap(orders),
  ...shareOf(5)(orders(2)),
  ...extent(() => [], shareOf(56), shareOf(56))(orders(3)),
].flatMap((order) => [order, [...CHANGE, ...order]]);

let trials = 0;

async function takeover(order: readonly string[]): Promise<void> {
  const trial = trials++;
  // Separate days, because of the daily limits.
  const clock = { now: BEGINNING + trial * DAY };
  const address = `owner-${trial}@takeover.example`;
  const now = new Date(clock.now).toISOString();
  await join({ email: address, target_date: '2041-03-20' }, now);
  const owner = new Actor(clock, `owner-${trial}`);
  owner.addBox(address);
  const intruder = new Actor(clock, `intruder-${trial}`);
  intruder.learn(...textsOf(await mailsTo(address)));
  const { id } = (await bindings.DB.prepare(
    `SELECT s.id FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
     WHERE p.address = ?1`,
  )
    .bind(address)
    .first<{ id: string }>())!;

  for (const act of order) await ACTS[act]!({ intruder, id, address });

  // The owner tries the oldest undo link, otherwise the newest link to the page.
  const [undo] = await owner.links('restore-address');
  if (undo) expect([order, await owner.post(undo)]).toEqual([order, 200]);
  if ((await owner.page(id)) === undefined) {
    await signUp(owner, address);
    await owner.pressAll('confirm');
  }
  const own = await owner.page(id);
  expect([order, own]).toEqual([order, expect.any(String)]);
  expect([order, await owner.post(`${own}/links`)]).toEqual([order, 200]);

  // No link of the intruder works any more.
  for (const page of ['confirm-address', 'restore-address', 'confirm'])
    await intruder.pressAll(page);
  expect([order, await intruder.page(id)]).toEqual([order, undefined]);
  expect([order, await owner.page(id)]).toEqual([order, expect.any(String)]);
  const holder = await bindings.DB.prepare(
    `SELECT p.address FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
     WHERE s.id = ?1`,
  )
    .bind(id)
    .first();
  expect([order, holder]).toEqual([order, { address }]);
}

describe('the holder of a forwarded email has no access in the end, whatever they do', () => {
  it.each(TRIED.map((order) => [order.join(', ') || 'nothing', order] as const))(
    '%s',
    async (_, order) => {
      await takeover(order);
    },
  );
});
