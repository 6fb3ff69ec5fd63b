/** The consistency rules: the states that the sending protocol allows for each row. */
import { CLOSED_AFTER } from '../domain/provider.ts';
import { ALLOWED } from './due.ts';

type Check = {
  readonly name: string;
  readonly wrong: string;
  readonly of: 'calls' | 'deliveries';
  /**
   * True of a wrong row `d`, judged at one instant and without rows of other slices. `?1` is now.
   */
  readonly when: string;
};

export const AUDIT: readonly Check[] = [
  {
    name: 'callless',
    wrong: 'mails are on their way without an open call',
    of: 'deliveries',
    when: `d.state = 'sending' AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.id = d.call_id)`,
  },
  {
    name: 'fenced',
    wrong: 'mails were fenced and are scheduled again',
    of: 'deliveries',
    when: `d.state IN ('scheduled', 'cancelled') AND d.first_call_at IS NOT NULL`,
  },
  {
    name: 'uncalled',
    wrong: 'mails were sent without a call',
    of: 'deliveries',
    when: `d.state = 'sent' AND d.first_call_at IS NULL`,
  },
  {
    name: 'reasonless',
    wrong: 'mails have no reason for not being sent',
    of: 'deliveries',
    when: `d.state IN ('failed', 'unknown', 'skipped', 'cancelled') AND d.reason IS NULL`,
  },
  {
    name: 'unowned',
    wrong: 'scheduled mails belong to nobody who may get them',
    of: 'deliveries',
    when: `d.state = 'scheduled' AND EXISTS (
      SELECT 1 FROM subscriptions s WHERE s.id = d.subscription_id AND NOT ${ALLOWED})`,
  },
  {
    name: 'expired',
    wrong: 'calls are open although their key has expired',
    of: 'calls',
    when: `d.first_call_at < ?1 - ${CLOSED_AFTER}`,
  },
];

const counts = (table: Check['of']): string =>
  AUDIT.filter(({ of }) => of === table)
    .map(({ name, when }) => `count(*) FILTER (WHERE ${when}) AS ${name}`)
    .join(', ');

/** Up to `?3` rows after the id `?2`: the number, the last id, and the number of wrong rows. */
export const SLICE = {
  calls: `
    SELECT count(*) AS n, max(d.id) AS last, '[]' AS templates, ${counts('calls')}
    FROM (SELECT id, first_call_at FROM calls WHERE id > ?2 ORDER BY id LIMIT ?3) d`,
  deliveries: `
    SELECT count(*) AS n, max(d.id) AS last,
      json_group_array(DISTINCT d.template) AS templates, ${counts('deliveries')}
    FROM (SELECT id, subscription_id, kind, revision, state, reason, first_call_at, call_id,
        template
      FROM deliveries WHERE id > ?2 ORDER BY id LIMIT ?3) d`,
} as const;
