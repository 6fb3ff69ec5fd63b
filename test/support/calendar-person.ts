/** A person who has subscribed to their calendar feed. */
import { type Entry, entriesOf } from './calendars.ts';
import { join, post, request } from './worker.ts';

export const NOW = '2027-02-14T12:00:00Z';
export const DATE = '2028-03-20';

/** The path of the feed, from the link on the page. */
async function feedOf(own: string): Promise<string> {
  const html = await (await request(own, NOW)).text();
  return /webcal:\/\/[^/]+(\/calendar\/[^"]+\.ics)"/.exec(html)![1]!;
}

/** Signs up, confirms and finds the feed's address on the page. */
export async function person(name: string) {
  const email = `${name}@calendar.example`;
  const own = await join({ email, target_date: DATE }, NOW);
  const feed = await feedOf(own);
  return {
    email,
    own,
    feed,
    act: (verb: string, fields: Record<string, string> = {}, now = NOW) =>
      post(`${own}/${verb}`, now, fields),
    /** Entries by `message_round_occasion` or `date_round`. */
    shows: async (now = NOW, path = feed): Promise<Record<string, Entry>> =>
      short(entriesOf(await (await request(path, now)).text())),
  };
}

const short = (entries: Record<string, Entry>): Record<string, Entry> =>
  Object.fromEntries(
    Object.entries(entries).map(([uid, entry]) => [uid.replace(/^\w+?_|@milepost$/g, ''), entry]),
  );
