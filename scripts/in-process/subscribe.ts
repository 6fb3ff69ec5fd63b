/** A sign-up through the queue, as a request makes it: queued, answered, settled. */
import { NO_LIMITS } from '../../src/domain/limits.ts';
import type { Consent, SignUp } from '../../src/domain/parse/sign-up.ts';
import { type Asked, queueSignUp } from '../../src/storage/sign-ups.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { subscribe as settle } from '../../src/usecases/sign-up/subscribe.ts';

const BY_FORM: Consent = { how: 'form', words: '' };

/** Queues a sign-up; the work after its response never starts. */
export async function queue(ports: Ports, signUp: SignUp, now: number): Promise<Asked> {
  const { asked, taken } = await take(ports, signUp, now);
  if (taken !== 'queued') throw new Error(`not queued: ${JSON.stringify(taken)}`);
  return asked;
}

/** Returns the deliveries that may be sent at once; empty while the form is closed. */
export async function subscribe(
  ports: Ports,
  signUp: SignUp,
  now: number,
): Promise<readonly string[]> {
  const { asked, taken } = await take(ports, signUp, now);
  return taken === 'queued' ? settle(ports, asked, now) : [];
}

async function take(ports: Ports, signUp: SignUp, now: number) {
  const asked: Asked = { id: ports.newId(), at: now, signUp, consent: BY_FORM };
  const visit = { network: null, publicUrl: ports.sender.baseUrl };
  return { asked, taken: await queueSignUp(ports, asked, visit, NO_LIMITS) };
}
