import { type Closed, NO_LIMITS } from '../../domain/limits.ts';
import type { Consent, SignUp } from '../../domain/parse/sign-up.ts';
import type { Instant } from '../../domain/time.ts';
import { type Asked, queueSignUp } from '../../storage/sign-ups.ts';
import type { Ports } from '../ports.ts';

/**
 * Everything before a sign-up's response, the same for every address: it is counted and queued.
 * Returns why the form is closed, or what to settle after the response, if anything.
 */
export async function takeSignUp(
  ports: Ports,
  signUp: SignUp,
  { network, consent }: { readonly network: string | null; readonly consent: Consent },
  now: Instant,
): Promise<{ readonly asked: Asked | null } | { readonly closed: Closed }> {
  const asked = { id: ports.newId(), at: now, signUp, consent };
  const visit = { network, publicUrl: ports.sender.baseUrl };
  const taken = await queueSignUp(ports, asked, visit, ports.signUpLimits ?? NO_LIMITS);
  if (taken === 'queued') return { asked };
  return taken === 'dropped' ? { asked: null } : { closed: taken };
}
