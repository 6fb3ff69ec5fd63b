/** Why an address must not be emailed, and what ends that. */

/** This many soft bounces in a row, without a delivery in between, suppress like a hard one. */
export const SOFT_BOUNCES = 3;

/** Ended by a delivery, the provider or the person; a complaint only by the operator. */
export const BOUNCE_REASONS = ['bounced', 'suppressed_by_provider'] as const;

export const isBounce = (reason: string | null): boolean =>
  BOUNCE_REASONS.some((known) => known === reason);
