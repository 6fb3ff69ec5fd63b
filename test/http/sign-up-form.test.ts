/** The sign-up form: mistyped addresses, the honeypot, and the page that follows. */
import { describe, expect, it } from 'vitest';
import { app } from '../../src/http/app.ts';
import { decoded } from '../support/entities.ts';
import { bindings, dump, linkIn, mailsTo, post, request } from '../support/worker.ts';

const NOW = '2027-03-20T12:00:00Z';

const fields = (over: Record<string, string> = {}): Record<string, string> => ({
  email: 'ada@form.example',
  target_date: '2028-03-20',
  time_zone: 'Europe/Berlin',
  send_hour: '7',
  name: "Ada $& O'Hara",
  ...over,
});

const asJson = (body: object) =>
  request('/subscribe', NOW, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The submitted fields of the button with this text: its form's and its own. */
async function pressed(html: string, words: RegExp): Promise<Record<string, string>> {
  const found: Record<string, string>[] = [];
  let values: Record<string, string> = {};
  let button: Record<string, string> | null = null;
  let text = '';
  const attributesOf = (element: Element) => {
    const [name, value] = [element.getAttribute('name'), element.getAttribute('value')];
    return name === null ? {} : { [name]: decoded(value ?? '') };
  };
  const rewriter = new HTMLRewriter()
    .on('form', {
      element() {
        values = {};
      },
    })
    .on('form input:not([type=checkbox]), form option[selected]', {
      element(input) {
        if (input.tagName === 'input') values = { ...values, ...attributesOf(input) };
      },
    })
    .on('form button', {
      element(element) {
        button = attributesOf(element);
        text = '';
        element.onEndTag(() => {
          if (words.test(text)) found.push({ ...values, ...button });
        });
      },
      text(chunk) {
        text += chunk.text;
      },
    });
  await rewriter.transform(new Response(html)).text();
  return found[0]!;
}

describe('a mistyped domain', () => {
  it('gets a question with all input kept, and is corrected with one press', async () => {
    const before = await dump();
    const asked = await post('/subscribe', NOW, fields({ email: 'ada1@gmial.con' }));
    const html = await asked.text();
    expect(asked.status).toBe(422);
    expect(html).toContain('Did you mean ada1@gmail.com?');
    expect(html).toContain('value="ada1@gmial.con"');
    expect(await dump()).toBe(before);
    const answer = await post('/subscribe', NOW, {
      ...fields(),
      ...(await pressed(html, /^Use ada1@gmail.com$/)),
    });
    expect(answer.status).toBe(303);
    expect(await mailsTo('ada1@gmail.com')).toHaveLength(1);
    expect(await mailsTo('ada1@gmial.con')).toHaveLength(0);
  });

  it('is accepted when the form is submitted again unchanged', async () => {
    const asked = await post('/subscribe', NOW, fields({ email: 'ada2@gmial.com' }));
    const again = await pressed(await asked.text(), /^Start my countdown$/);
    expect((await post('/subscribe', NOW, { ...fields(), ...again })).status).toBe(303);
    expect(await mailsTo('ada2@gmial.com')).toHaveLength(1);
  });

  it("gets another question if it's a different one", async () => {
    const other = fields({ email: 'ada3@gmial.com', keep_email: 'ada2@gmial.com' });
    expect((await post('/subscribe', NOW, other)).status).toBe(422);
  });

  it('gets a question in JSON too, and is accepted in the same way', async () => {
    const email = 'ada4@gmial.com';
    const asked = await asJson(fields({ email }));
    expect(asked.status).toBe(422);
    const { errors } = (await asked.json()) as { errors: { field: string; message: string }[] };
    expect(errors).toEqual([
      { field: 'email', message: expect.stringMatching(/ada4@gmail\.com\?.*"keep_email"/) },
    ]);
    expect((await asJson(fields({ email, keep_email: email }))).status).toBe(202);
  });

  it('gets a question in an address change too', async () => {
    await post('/subscribe', NOW, fields({ email: 'mover@form.example' }));
    const [mail] = await mailsTo('mover@form.example');
    await post(linkIn(mail!, 'confirm'), NOW);
    const own = linkIn((await mailsTo('mover@form.example')).at(-1)!, 'manage');
    const asked = await post(`${own}/details`, NOW, { email: 'ada5@hotmial.com' });
    expect(asked.status).toBe(422);
    const html = await asked.text();
    expect(html).toContain('Did you mean ada5@hotmail.com?');
    const answer = await pressed(html, /^Use ada5@hotmail.com$/);
    expect((await post(`${own}/details`, NOW, answer)).status).toBe(303);
    expect(await mailsTo('ada5@hotmail.com')).toHaveLength(1);
  });
});

describe('an example address', () => {
  const signUp = (email: string, env: object) =>
    app.request(
      '/subscribe',
      { method: 'POST', body: new URLSearchParams({ ...fields(), email }) },
      { ...bindings, ...env },
      { waitUntil: () => {}, passThroughOnException: () => {}, props: {} },
    );

  it.each(['ada@example.com', 'ada@mail.example.org', 'ada@a.example', 'ada@a.test'])(
    '%s is rejected where emails are really sent',
    async (email) => {
      const real = { TIME_TRAVEL: '', RESEND_BASE_URL: 'https://api.resend.com' };
      const answer = await signUp(email, real);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('only an example');
    },
  );
});

describe('the honeypot field', () => {
  const trapped = { leave_empty: 'https://x.example' };

  it('is ignored by autofill and invisible', async () => {
    const html = await (await request('/', NOW)).text();
    const field = /<div hidden="">.*?<input id="leave_empty"[^>]*>/.exec(html)![0];
    for (const part of ['data-1p-ignore', 'data-lpignore="true"', 'data-bwignore'])
      expect(field).toContain(part);
    expect(field).toContain('autocomplete="off"');
    expect(html).not.toMatch(/name="(website|url|company|phone|nickname)"/);
  });

  it('when filled in, shows the form again with all input, and then works', async () => {
    const before = await dump();
    const answer = await post('/subscribe', NOW, fields({ email: 't@form.example', ...trapped }));
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('A field that you can’t see was filled in');
    expect(html).toContain('href="#person"');
    expect(html).toContain('id="person"');
    for (const kept of ['t@form.example', '2028-03-20', 'Ada $&amp; O&#39;Hara'])
      expect(html).toContain(`value="${kept}"`);
    expect(html).not.toContain('leave_empty');
    expect(await dump()).toBe(before);
    const again = await pressed(html, /^Start my countdown$/);
    expect((await post('/subscribe', NOW, { ...fields(), ...again })).status).toBe(303);
    expect(await mailsTo('t@form.example')).toHaveLength(1);
  });

  it('counts as empty with blanks only', async () => {
    const blank = fields({ email: 'blank@form.example', leave_empty: ' \t ' });
    expect((await post('/subscribe', NOW, blank)).status).toBe(303);
    expect(await mailsTo('blank@form.example')).toHaveLength(1);
  });

  it('when filled in as JSON, gets the same reason', async () => {
    const answer = await asJson(fields(trapped));
    expect(answer.status).toBe(422);
    expect(await answer.json()).toEqual({
      errors: [{ field: 'person', message: expect.stringContaining('can’t see') }],
    });
  });
});

describe('the page after a sign-up by the form', () => {
  const own = (email: string, more: Record<string, string> = {}) =>
    post('/subscribe', NOW, fields({ email, show_address: 'yes', ...more }));
  const pageOf = async (answer: Response, now = NOW) =>
    (await request(answer.headers.get('location')!, now)).text();

  it('shows the address, which its URL does not', async () => {
    const answer = await own('shown@form.example');
    expect(answer.status).toBe(303);
    const location = answer.headers.get('location')!;
    expect(location).toMatch(/^\/check-your-inbox\?sent=[\w-]+$/);
    const seen = await request(location, NOW);
    expect(await seen.text()).toContain('We’ve emailed <b>shown@form.example</b>.');
    expect(seen.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(seen.headers.get('x-robots-tag')).toBe('noindex');
  });

  it('is the same for a known address', async () => {
    const pages = [];
    for (const email of ['known1@form.example', 'known1@form.example', 'other1@form.example']) {
      const html = await pageOf(await own(email));
      pages.push(html.replaceAll(email, '').replaceAll(/sent=[\w-]+/g, ''));
    }
    expect(new Set(pages).size).toBe(1);
  });

  it('says how many confirmations an address can get, and how far apart', async () => {
    const html = await pageOf(await own('limit@form.example'));
    expect(html).toContain('2 of these emails a day, at least 10 minutes apart');
  });

  it('sends it again with one press, and says so', async () => {
    const html = await pageOf(await own('again@form.example'));
    const later = '2027-03-20T12:11:00Z';
    const answer = await post('/subscribe', later, await pressed(html, /^Send it again$/));
    expect(answer.status).toBe(303);
    expect(await pageOf(answer, later)).toContain('we’ll send another one if the last one is more');
    expect(await mailsTo('again@form.example')).toHaveLength(2);
  });

  it('links back to the form with all input', async () => {
    const html = await pageOf(await own('slip@form.example'));
    const answer = await post('/subscribe', NOW, await pressed(html, /^Correct my details$/));
    expect(answer.status).toBe(200);
    const form = await answer.text();
    for (const kept of ['slip@form.example', '2028-03-20', 'Ada $&amp; O&#39;Hara'])
      expect(form).toContain(`value="${kept}"`);
    expect(form).toContain('<option value="Europe/Berlin" selected');
  });

  it('says that the date was used despite "no date yet"', async () => {
    const html = await pageOf(await own('both@form.example', { no_date: 'yes' }));
    expect(html).toContain('We’re counting down to Monday, March 20, 2028.');
    const [mail] = await mailsTo('both@form.example');
    expect(mail!.text).toContain('March 20, 2028');
  });

  it('shows no address after an hour, or with a seal from elsewhere', async () => {
    const answer = await own('hour@form.example');
    const late = await pageOf(answer, '2027-03-20T13:00:00.001Z');
    expect(late).toContain('Check your inbox');
    expect(late).not.toContain('hour@form.example');
    const forged = await request(
      `/check-your-inbox?sent=${btoa('nothing that was sealed here.')}`,
      NOW,
    );
    expect([forged.status, (await forged.text()).includes('We’ve emailed you.')]).toEqual([
      200,
      true,
    ]);
  });
});
