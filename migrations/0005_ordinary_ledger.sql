-- An ordinary table is smaller, and quicker to write: rows above a kilobyte no longer take a page
-- of their own, and an index names a row by a number.
CREATE TABLE ledger (
  id TEXT NOT NULL PRIMARY KEY,  -- subscription, message, round, occasion: key and tag too
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  message TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('confirm', 'lesson', 'notice', 'resent', 'address')),
  round INTEGER NOT NULL,
  occasion INTEGER NOT NULL,
  revision INTEGER NOT NULL,     -- of the subscription when this was planned
  class INTEGER NOT NULL,        -- 0 most perishable, 3 least
  state TEXT NOT NULL CHECK (state IN
    ('scheduled', 'sending', 'sent', 'failed', 'unknown', 'skipped', 'cancelled')),
  reason TEXT,
  due_at INTEGER NOT NULL,
  closes_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  facts TEXT NOT NULL,           -- JSON: what the planner knows and the mail says
  attempts INTEGER NOT NULL DEFAULT 0,  -- to compose it
  waits_until INTEGER,           -- it could not be composed
  lease_token TEXT,              -- sending: who may record what became of it
  first_call_at INTEGER,         -- the fence: from here on it may have been accepted
  call_id TEXT,
  template TEXT,                 -- frozen: hash of the template
  slots TEXT,                    -- frozen: JSON of the values in it
  told_date TEXT,                -- frozen: the target date that the mail names
  provider_id TEXT,
  sent_at INTEGER,               -- accepted by the provider
  delivered_at INTEGER,          -- from its feedback: at the mailbox, refused by it, called spam
  bounced_at INTEGER,
  complained_at INTEGER
) STRICT;

INSERT INTO ledger (id, subscription_id, message, kind, round, occasion, revision, class, state,
  reason, due_at, closes_at, address, facts, attempts, waits_until, lease_token, first_call_at,
  call_id, template, slots, told_date, provider_id, sent_at, delivered_at, bounced_at,
  complained_at)
SELECT id, subscription_id, message, kind, round, occasion, revision, class, state,
  reason, due_at, closes_at, address, facts, attempts,
  iif(state = 'scheduled' AND lease_token IS NULL, lease_until, NULL),
  iif(state = 'scheduled', NULL, lease_token), first_call_at,
  call_id, template, iif(state = 'scheduled', NULL, slots), told_date, provider_id, sent_at,
  delivered_at, bounced_at, complained_at
FROM deliveries;

DROP TABLE deliveries;
ALTER TABLE ledger RENAME TO deliveries;

CREATE INDEX deliveries_due ON deliveries (class, due_at) WHERE state = 'scheduled';
CREATE INDEX deliveries_of ON deliveries (subscription_id);
CREATE INDEX deliveries_unknown ON deliveries (due_at) WHERE state = 'unknown';

UPDATE settings SET schema_version = 5 WHERE id = 1;
