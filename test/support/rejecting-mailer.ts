import type { Mailer } from '../../src/mail/provider.ts';

export const REJECTED = {
  result: 'refused',
  reason: 'validation_error',
  detail: 'Wrong.',
} as const;

/**
 * A provider that rejects these emails and accepts the others, as it does in a permissive batch.
 */
export const rejecting =
  (isBad: (delivery: string) => boolean) =>
  (inner: Mailer): Mailer => ({
    async send(call) {
      const good = call.messages.filter(({ delivery }) => !isBad(delivery));
      if (good.length === call.messages.length) return inner.send(call);
      if (!call.batch) return REJECTED;
      const answer = good.length === 0 ? null : await inner.send({ ...call, messages: good });
      const accepted = answer?.result === 'accepted' ? [...answer.mails] : [];
      const { reason, detail } = REJECTED;
      return {
        result: 'accepted',
        mails: call.messages.map(({ delivery }) =>
          isBad(delivery) ? { refused: { reason, detail } } : accepted.shift()!,
        ),
      };
    },
  });
