import type { Instant } from '../../domain/time.ts';
import { type Asked, findQueued } from '../../storage/sign-ups.ts';
import type { Ports } from '../ports.ts';
import { sendNow } from '../sending/send-now.ts';
import { subscribe } from './subscribe.ts';

/**
 * Settles a sign-up after its response. If that fails, it stays queued for the next tick but one.
 */
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

/** Statements per sign-up: read, reserve a confirmation, settle. */
const COST = 16;

/** Settles sign-ups that their requests did not; their emails are then due. */
export async function settleLeft(ports: Ports, now: Instant, room: () => number): Promise<void> {
  const limit = Math.min(100, Math.floor(room() / COST) - 1);
  if (limit < 1) return;
  for (const asked of await findQueued(ports.db, now, limit)) {
    try {
      await subscribe(ports, asked, now);
    } catch (error) {
      // One that cannot be settled must not block the others.
      ports.log('cannot_settle', { signUp: asked.id, error: String(error) });
    }
  }
}
