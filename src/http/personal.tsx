/** What the personal pages share: whom a link speaks for, and what is said when it is nobody. */
import type { TokenReading } from '../links/tokens.ts';
import { problem } from './answers.tsx';
import type { AppContext } from './env.ts';

type Purpose = 'confirm' | 'manage' | 'unsubscribe' | 'address';

/** The link's token as it was signed, for this purpose only. */
export const readLink = (c: AppContext, purpose: Purpose): TokenReading =>
  c.var.services.tokens.read(purpose, c.req.param('token') ?? '', c.var.services.now);

/** A forged or damaged link looks like any page that does not exist. */
export const refuseLink = (c: AppContext, { reason }: { reason: 'invalid' | 'expired' }) =>
  reason === 'invalid' ? c.notFound() : expired(c);

const expired = (c: AppContext) =>
  problem(
    c,
    410,
    'The link in that mail was good for seven days. Sign up again, and a new one is on its way.',
    'This link has run out',
    { href: '/', label: 'Sign up again' },
  );

/** Signed by us, for someone we no longer know. */
export const forgotten = (c: AppContext) =>
  problem(
    c,
    410,
    'We have erased what this link belonged to, and nothing more will be sent. You can start afresh at any time.',
    'We no longer know you',
    { href: '/', label: 'Start afresh' },
  );

/** The person left; only they can come back. `own`: what is stored about them is still theirs. */
export const departed = (c: AppContext, own: string | null = null) =>
  problem(
    c,
    409,
    'You have left this course, so nothing is sent to you. If you want it again, sign up once more.',
    'You have left the course',
    { href: '/', label: 'Sign up again' },
    own === null
      ? []
      : [
          { href: `${own}/export`, label: 'Download everything that we have stored' },
          { href: `${own}/erase`, label: 'Erase everything' },
        ],
  );

export const unconfirmed = (c: AppContext) =>
  problem(
    c,
    409,
    'Press the button in the confirmation mail first; then this page is yours.',
    'Not confirmed yet',
    { href: '/', label: 'Send me a new confirmation' },
  );
