import type { Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';
import { sendNow } from '../sending/send-now.ts';
import type { Asked } from './ports.ts';
import { subscribe } from './subscribe.ts';

/** Settles a sign-up after its answer. If that fails, it stays queued for the next tick but one. */
export async function settleSignUp(
  ports: Ports,
  asked: Asked,
  clock: () => Instant,
): Promise<void> {
  try {
    await sendNow(ports, await subscribe(ports, asked, asked.at), clock);
  } catch (error) {
    ports.log('sign_up_left', { error: String(error) });
  }
}

/** Statements of one sign-up: read, reserve a confirmation, settle. */
const COST = 16;

/** Sign-ups that their requests have left lying; their mails are due then. */
export async function settleLeft(ports: Ports, now: Instant, room: () => number): Promise<void> {
  const limit = Math.min(100, Math.floor(room() / COST) - 1);
  if (limit < 1) return;
  for (const asked of await ports.signUps.left(now, limit)) {
    try {
      await subscribe(ports, asked, now);
    } catch (error) {
      // One that cannot be settled holds no other up.
      ports.log('cannot_settle', { signUp: asked.id, error: String(error) });
    }
  }
}
