import type { Ports } from './ports.ts';
import { messageOf } from './sending/message.ts';
import type { Message } from './sending/ports.ts';

/**
 * A mail as it was handed over to this person. Its words and values are those of that day; its
 * links are signed with today's key, and its sender is today's, because neither is kept.
 */
export async function copy(
  ports: Ports,
  subscription: string,
  delivery: string,
): Promise<Message | null> {
  const found = await ports.copies.find(subscription, delivery);
  if (found === null) return null;
  const { sender, links } = ports;
  return messageOf(found.mail, found.template, sender, links.currentKey, links);
}
