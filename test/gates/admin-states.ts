/** The operator's pages. They are in English only, and show the people of the other states. */
import { type Addresses, playTick } from '../../scripts/world/tick.ts';
import type { State } from './page-states.ts';

const COUNTED = Date.parse('2027-03-16T06:30Z');
const DAY = 86_400_000;

export async function adminStates(world: Addresses): Promise<State[]> {
  // The daily counts of a new database take a few minutes.
  for (let minute = 0; minute < 5; minute++) await playTick(world, COUNTED + minute * 60_000);
  const seen = (name: string, path: string, at = COUNTED + 5 * 60_000): State => ({
    ...{ name: `admin-${name}`, path: `/admin${path}`, locale: 'en-GB', at },
    ...{ status: 200, isForOperators: true },
  });
  const person = (address: string) => `/person?address=${encodeURIComponent(address)}`;
  return [
    seen('overview', ''),
    seen('overview-in-trouble', '', COUNTED + 4 * DAY),
    seen('emails', '/emails'),
    seen('runs', '/runs'),
    seen('runs-in-trouble', '/runs', COUNTED + 4 * DAY),
    seen('person', '/person'),
    seen('person-found', person('ada@en-gb.example'), COUNTED + 4 * DAY),
    seen('person-left', person('left@en-gb.example'), COUNTED + 4 * DAY),
    seen('person-unknown', person('ada@gmial.con')),
    seen('person-mistyped', '/person?address=ada'),
  ];
}
