import type { Delivery } from '../domain/delivery.ts';
import type { Words } from './words.ts';

/** The status of an email's delivery as text; empty if there is no problem. */
export function deliveryNote(
  { state, reason }: Pick<Delivery, 'state' | 'reason'>,
  { plan }: Words,
): string {
  switch (state) {
    case 'scheduled':
    case 'sent':
      return '';
    case 'sending':
      return plan.sending;
    case 'failed':
      // The provider has many names for a rejection, and they mean nothing to a person.
      return reason === 'cannot_compose' ? plan.unsent.cannot_compose : plan.rejected;
    case 'unknown':
      return plan.unclear;
    case 'skipped':
      return wordsIn(plan.unsent, reason) ?? plan.notSent;
    case 'cancelled':
      return wordsIn(plan.withdrawn, reason) ?? plan.canceled;
  }
}

/** Undefined for a key without words, and for names that every object has. */
export const wordsIn = (
  table: Readonly<Record<string, string>>,
  key: string | null,
): string | undefined => (Object.hasOwn(table, key ?? '') ? table[key ?? ''] : undefined);
