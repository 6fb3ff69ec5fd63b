import { type Address, readAddress } from '../../domain/address.ts';
import { type CourseExplanation, clockTime, why } from '../../usecases/operator/why.ts';
import type { AppContext } from '../shared/context.ts';
import { NO_TRANSFORM } from '../shared/responses.tsx';
import { adminPage, Card, Time } from './layout.tsx';

/** What `npx milepost why` says of an address, and the commands that act on it. */
export async function personPage(c: AppContext) {
  const typed = c.req.query('address') ?? '';
  const address = readAddress(typed);
  c.header('Cache-Control', NO_TRANSFORM);
  if (!address.ok) {
    const wrong =
      typed === '' ? null : 'That isn’t an email address. Write it like ada@example.com.';
    return adminPage(c, {
      title: 'One person',
      lead: 'What was and will be sent to an address, what wasn’t, and why.',
      children: <Search typed={typed} wrong={wrong} />,
    });
  }
  const { ports, now } = c.var.services;
  const { found, says, courses } = await why(ports, address.value, now, true);
  return adminPage(c, {
    title: 'One person',
    children: (
      <>
        <Search typed={address.value.send} wrong={null} />
        <Card id="address" title={address.value.send} wide>
          <Sentences says={says} />
          {found && says.length === 0 && <p>Nothing stops emails to this address.</p>}
        </Card>
        {courses.map((course) => (
          <Course {...course} />
        ))}
        {found && <Commands address={address.value} />}
      </>
    ),
  });
}

const Search = ({ typed, wrong }: { readonly typed: string; readonly wrong: string | null }) => (
  <form class="search" method="get" action="/admin/person">
    <label for="search">Email address</label>
    <input
      id="search"
      name="address"
      type="text"
      inputmode="email"
      autocomplete="off"
      value={typed}
      required
      aria-invalid={wrong ? 'true' : undefined}
      aria-describedby={wrong ? 'search-wrong' : undefined}
    />
    <button type="submit">Show</button>
    {wrong && (
      <p class="wrong" id="search-wrong">
        {wrong}
      </p>
    )}
  </form>
);

const Sentences = ({ says }: { readonly says: readonly string[] }) => (
  <>
    {says.map((sentence) => (
      <p>{sentence}</p>
    ))}
  </>
);

const Course = ({ course, status, timeZone, says, timeline }: CourseExplanation) => (
  <Card id={`course-${course}`} title={course} wide>
    <p>
      <span class={`pill ${status}`}>{status}</span>
    </p>
    <Sentences says={says} />
    <ol class="history">
      {timeline.map(({ at, title, state, round, says: reason }) => (
        <li class={state}>
          <p class="when">
            <Time at={at} />
            {timeZone !== 'UTC' && <span>{`${clockTime(at, timeZone)} ${timeZone}`}</span>}
          </p>
          <div>
            <h3>
              {title}
              {round > 1 && ` (round ${round})`} <span class={`pill ${state}`}>{state}</span>
            </h3>
            <p>{reason}</p>
          </div>
        </li>
      ))}
    </ol>
  </Card>
);

/** As text to copy: these pages change nothing. */
const Commands = ({ address: { send } }: { readonly address: Address }) => (
  <Card id="commands" title="Commands" wide>
    <p class="fine">Run them in your copy of the project. Each says what it did.</p>
    <dl class="commands">
      {COMMANDS.map(([command, effect]) => (
        <>
          <dt>
            <code>{`npx milepost ${command.replace('ADDRESS', quoted(send))} --remote`}</code>
          </dt>
          <dd>{effect}</dd>
        </>
      ))}
    </dl>
  </Card>
);

/** For a shell, which reads some characters of an address as its own. */
const quoted = (text: string): string =>
  /^[\w.@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const COMMANDS = [
  ['person show ADDRESS', 'prints what’s stored about them'],
  ['person export ADDRESS', 'prints everything stored about them, to hand it to them'],
  ['person move ADDRESS --date 2028-03-20 --dry-run', 'shows what another date would change'],
  ['person leave ADDRESS', 'unsubscribes them'],
  [
    'person lift ADDRESS --secret-file FILE',
    'lets us email an address again that bounced or complained',
  ],
  ['new-links --address ADDRESS', 'turns off the links to their page'],
  ['person erase ADDRESS --secret-file FILE', 'erases them with all their data'],
] as const;
