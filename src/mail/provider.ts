/** What sending needs of an email provider. */
import { mayEmail, NOT_LISTED, type OnlyTo } from '../domain/address.ts';
import type { Paced, SendResult } from '../domain/provider.ts';
import type { Template, Values } from '../domain/template.ts';
import type { Instant } from '../domain/time.ts';

export type Mailer = {
  /**
   * One HTTP call. Never throws: an unknown outcome is `unclear`. A call with an email that lacks a
   * value is not made: its result is `refused` with `cannot_compose`.
   */
  readonly send: (call: OutgoingCall) => Promise<SendResult & Paced>;
};

/** Makes no call with an address that may not be emailed: its outcome is `unclear`. */
export const onlyTo = (allowed: OnlyTo, { send }: Mailer): Mailer => ({
  send: async (call) =>
    call.messages.every(({ to }) => mayEmail(allowed, to))
      ? send(call)
      : { result: 'unclear', reason: NOT_LISTED },
});

export type OutgoingCall = {
  readonly key: string;
  /** The id of the API key that makes the call; default: the newest. */
  readonly apiKey?: string;
  /** A retried batch stays a batch even with one email left: keys are scoped to an endpoint. */
  readonly batch: boolean;
  readonly messages: readonly Message[];
};

/** An email as it is sent: a template and the values that fill it. */
export type Message = {
  readonly from: string;
  readonly to: string;
  readonly replyTo: string;
  readonly template: Template;
  /** A text for every slot. */
  readonly values: Values;
  /** The one-click unsubscribe URL; null for an email to the operator. */
  readonly unsubscribe: string | null;
  /** The id of the course as a mailing list (RFC 2919); null for an email to the operator. */
  readonly list: string | null;
  readonly delivery: string;
};

/** The provider's list of accepted emails, newest first. Null: the provider does not say. */
export type ProviderList = {
  readonly page: (after: string | null) => Promise<AcceptedPage | null>;
  /** An email's delivery tag; empty if it has none. */
  readonly deliveryOf: (id: string) => Promise<string | null>;
};

export type AcceptedPage = { readonly mails: readonly AcceptedMail[]; readonly more: boolean };
export type AcceptedMail = { readonly id: string; readonly to: string; readonly at: Instant };
