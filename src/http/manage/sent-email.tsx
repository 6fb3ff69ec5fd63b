import type { Enrolment } from '../../domain/enrolment.ts';
import { sentMail as find } from '../../usecases/own-data/sent-email.ts';
import type { AppContext } from '../shared/env.ts';
import { problem } from '../shared/responses.tsx';

/** "View in browser": the email alone, as it was sent to this person. */
export async function sentMail(c: AppContext, enrolment: Enrolment): Promise<Response> {
  const { ports } = c.var.services;
  const mail = await find(ports, enrolment, c.req.param('delivery') ?? '');
  if (!mail) return noSuchMail(c);
  c.header('Content-Security-Policy', POLICY);
  return c.req.query('text') === undefined ? c.html(mail.html) : c.text(mail.text);
}

/** An email has inline styles and loads, submits and runs nothing else. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; frame-ancestors 'none'";

const noSuchMail = (c: AppContext) =>
  problem(c, 404, (trouble) => trouble.noSuchMail, {
    href: `/manage/${c.req.param('token')}#history`,
  });
