/** The accounting check: every row is where the protocol can have left it. `?1` is now. */
export const AUDIT: readonly { readonly wrong: string; readonly sql: string }[] = [
  {
    wrong: 'mails are on their way without an open call',
    sql: `SELECT count(*) AS n FROM deliveries d
          WHERE d.state = 'sending' AND ?1 > 0
            AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.id = d.call_id)`,
  },
  {
    wrong: 'mails were fenced and are scheduled again',
    sql: `SELECT count(*) AS n FROM deliveries
          WHERE state IN ('scheduled', 'cancelled') AND first_call_at IS NOT NULL AND ?1 > 0`,
  },
  {
    wrong: 'mails were sent without a call',
    sql: `SELECT count(*) AS n FROM deliveries
          WHERE state = 'sent' AND first_call_at IS NULL AND ?1 > 0`,
  },
  {
    wrong: 'mails have no reason for not being sent',
    sql: `SELECT count(*) AS n FROM deliveries
          WHERE state IN ('failed', 'unknown', 'skipped', 'cancelled') AND reason IS NULL AND ?1 > 0`,
  },
  {
    wrong: 'scheduled mails belong to nobody who may get them',
    sql: `SELECT count(*) AS n FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
          WHERE d.state = 'scheduled' AND ?1 > 0 AND ((s.suppressed = 1 AND d.kind <> 'address')
            OR (s.revision <> d.revision AND d.kind NOT IN ('resent', 'address'))
            OR s.status = 'left' OR (s.status = 'pending') <> (d.kind = 'confirm')
            OR (s.status = 'paused' AND d.kind = 'lesson'))`,
  },
  {
    wrong: 'calls are open although their key has expired',
    sql: 'SELECT count(*) AS n FROM calls WHERE first_call_at < ?1 - 26 * 3600000',
  },
];
