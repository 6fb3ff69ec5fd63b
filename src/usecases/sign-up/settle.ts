import type { Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';
import { sendNow } from '../send-now.ts';
import { subscribe } from '../subscribe.ts';
import type { Asked } from './ports.ts';

/** What a sign-up brings, after its answer. What breaks here, the next tick but one does again. */
export async function settleSignUp(
  ports: Ports,
  asked: Asked,
  clock: () => Instant,
): Promise<void> {
  try {
    await sendNow(ports, await settle(ports, asked, asked.at), clock);
  } catch (error) {
    ports.log('sign_up_left', { error: String(error) });
  }
}

/** What one sign-up may ask: looking, asking for room, saving, ticking off. */
const COST = 16;

/** Sign-ups that their requests have left lying; their mails are due then. */
export async function settleLeft(ports: Ports, now: Instant, room: () => number): Promise<void> {
  const limit = Math.min(100, Math.floor(room() / COST) - 1);
  if (limit < 1) return;
  for (const asked of await ports.signUps.left(now, limit)) {
    try {
      await settle(ports, asked, now);
    } catch (error) {
      // One that cannot be settled holds no other up.
      ports.log('cannot_settle', { signUp: asked.id, error: String(error) });
    }
  }
}

async function settle(ports: Ports, asked: Asked, now: Instant): Promise<readonly string[]> {
  const send = await subscribe(ports, asked.signUp, now, asked);
  await ports.signUps.done(asked.id);
  return send;
}
