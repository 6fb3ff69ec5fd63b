import { type HttpAnswer, json } from './provider-answers.ts';
import type { ClockSetting } from './provider-clock.ts';
import type { ProviderState } from './provider-state.ts';
import type { Fault, ProviderRequest, Settings } from './provider-types.ts';

/** The control API of the stand-in: everything under /_control, without faults and limits. */
export async function control(state: ProviderState, request: ProviderRequest): Promise<HttpAnswer> {
  const { pathname, searchParams } = new URL(request.path, 'http://stand-in');
  try {
    const body = request.body === '' ? {} : JSON.parse(request.body);
    const answer = await route(state, `${request.method} ${pathname}`, searchParams, body);
    return answer === undefined ? json(404, { error: 'No such switch.' }) : json(200, answer);
  } catch (error) {
    return json(400, { error: (error as Error).message });
  }
}

async function route(
  state: ProviderState,
  verb: string,
  query: URLSearchParams,
  body: unknown,
): Promise<unknown> {
  switch (verb) {
    case 'GET /_control':
      return overview(state);
    case 'POST /_control/settings':
      state.settings = { ...state.settings, ...(body as Partial<Settings>) };
      if ('seed' in (body as object)) state.faults.seed(state.settings.seed);
      return state.settings;
    case 'GET /_control/faults':
      return { faults: state.faults.list() };
    case 'POST /_control/faults':
      state.faults.add([body].flat() as Fault[]);
      return { faults: state.faults.list() };
    case 'DELETE /_control/faults':
      state.faults.clear();
      return { faults: [] };
    case 'GET /_control/clock':
      return state.clock.describe();
    case 'POST /_control/clock':
      state.clock.set(body as ClockSetting);
      return state.clock.describe();
    case 'GET /_control/mails':
      return mails(state, query);
    case 'GET /_control/calls':
      return { calls: state.calls.filter(({ n }) => n > Number(query.get('after') ?? 0)) };
    case 'GET /_control/webhooks':
      return { attempts: state.webhooks.attempts };
    case 'POST /_control/webhooks':
      return sendEvent(state, body as EventOrder);
    case 'POST /_control/reset':
      state.reset(body as Partial<Settings>);
      return overview(state);
    default:
      return undefined;
  }
}

function overview({ settings, clock, mails, calls, faults }: ProviderState) {
  const last = mails.at(-1)?.n ?? 0;
  return {
    ok: true,
    clock: clock.describe(),
    mails: mails.length,
    last,
    calls: calls.length,
    faults: faults.list(),
    settings,
  };
}

function mails({ mails: all, positions }: ProviderState, query: URLSearchParams) {
  const id = query.get('id');
  const [to, subject, tag] = ['to', 'subject', 'tag'].map((name) => query.get(name));
  const since = query.has('since') ? Date.parse(query.get('since') ?? '') : null;
  if (since !== null && Number.isNaN(since)) throw new Error('`since` is not an instant.');
  const from = id ? (positions.get(id) ?? all.length) : Number(query.get('after') ?? 0);
  const fitting = all
    .slice(from, id ? from + 1 : undefined)
    .filter(
      (mail) =>
        (!to || mail.to.some((one) => one.toLowerCase().includes(to.toLowerCase()))) &&
        (!subject || mail.subject.includes(subject)) &&
        (!tag || mail.tags.some(({ value }) => value === tag)) &&
        (since === null || Date.parse(mail.accepted_at) >= since),
    );
  const page = query.has('limit') ? fitting.slice(0, Number(query.get('limit'))) : fitting;
  const shown =
    query.get('bodies') === '0' ? page.map((mail) => ({ ...mail, html: null, text: null })) : page;
  return { mails: shown, last: all.at(-1)?.n ?? 0 };
}

type EventOrder = { id?: string; to?: string; type?: string; data?: Record<string, unknown> };

/** Sends an event manually: about the email with this id, or the last one to this address. */
async function sendEvent(
  state: ProviderState,
  { id, to, type = 'email.delivered', data }: EventOrder,
) {
  if (!state.settings.webhook) throw new Error('No webhook is set (POST /_control/settings).');
  const mail = id
    ? state.mails[state.positions.get(id) ?? -1]
    : state.mails.findLast((one) => to !== undefined && one.to.some((a) => a.includes(to)));
  if (!mail) throw new Error('No such mail.');
  state.webhooks.send(mail, type, data);
  await state.webhooks.settle();
  return { attempts: state.webhooks.attempts };
}
