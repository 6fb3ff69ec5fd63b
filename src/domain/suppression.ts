/** Why an address must not be mailed, and what lifts that. */

/** So many soft bounces in a row, without a delivery in between, suppress like a hard one. */
export const SOFT_BOUNCES = 3;

/** Reasons that a delivery, the provider or the person lifts; a complaint only the operator does. */
export const BOUNCE_REASONS = ['bounced', 'suppressed_by_provider'] as const;

export const isBounce = (reason: string | null): boolean =>
  BOUNCE_REASONS.some((known) => known === reason);
