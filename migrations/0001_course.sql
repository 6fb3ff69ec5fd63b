-- Instants are epoch milliseconds (UTC); dates are civil dates, YYYY-MM-DD.

-- One row: what the whole sending obeys.
CREATE TABLE settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  schema_version INTEGER NOT NULL,
  public_url TEXT,               -- the address this database belongs to; a clone has another
  last_tick_at INTEGER,
  held TEXT,                     -- why an operator stopped all sending, or null
  blocked_from INTEGER,          -- the provider asked for a break: nothing leaves in between
  blocked_until INTEGER,
  blocked_reason TEXT,
  templates_version TEXT,        -- the course version whose templates are all stored
  course_version TEXT,           -- the course version that all plans follow
  walked_to TEXT NOT NULL DEFAULT '',     -- how far a new course version has been carried
  checked_at INTEGER NOT NULL DEFAULT 0,  -- when what is due soon was last held against the zones
  checked_to TEXT NOT NULL DEFAULT '',
  reconciled_at INTEGER NOT NULL DEFAULT 0,  -- when unknown mails were last looked up at the provider
  audited_at INTEGER NOT NULL DEFAULT 0,     -- when the accounts were last checked
  audit TEXT,                                -- what that check found wrong, or null
  digest_at INTEGER NOT NULL DEFAULT 0       -- when the operator was last written to
) STRICT;

INSERT INTO settings (id, schema_version) VALUES (1, 1);

CREATE TABLE subscribers (
  id TEXT PRIMARY KEY,
  address TEXT NOT NULL,         -- as typed, domain in lower case
  address_key TEXT NOT NULL UNIQUE,
  suppressed TEXT,               -- why this address must not be mailed, or null
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  course TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'active', 'paused', 'left')),
  suppressed INTEGER NOT NULL DEFAULT 0,  -- copy of the subscriber's, so that a claim reads one row
  target_date TEXT,
  time_zone TEXT NOT NULL,
  send_hour INTEGER NOT NULL,
  name TEXT NOT NULL,
  locale TEXT NOT NULL,
  round INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  change_token TEXT NOT NULL,    -- who wrote this revision
  told_date TEXT,
  told_at INTEGER,
  moved_at INTEGER,
  undo TEXT,                     -- JSON: what the last move can be undone to, and until when
  paused_until TEXT,
  parked_at INTEGER,
  outcome TEXT CHECK (outcome IN ('offer', 'waiting')),
  outcome_at INTEGER,
  requested_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  left_at INTEGER,
  wake_at INTEGER,               -- when something happens to it by itself: a pause ends, it is forgotten
  UNIQUE (subscriber_id, course)
) STRICT, WITHOUT ROWID;

CREATE INDEX subscriptions_wake ON subscriptions (wake_at) WHERE wake_at IS NOT NULL;

-- The ledger and the outbox in one: a row for each (subscription, message, round, occasion).
CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,           -- those four, joined: idempotency key and provider tag too
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
  lease_token TEXT,              -- a scheduled row with a lease is claimed
  lease_until INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
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
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_due ON deliveries (class, due_at) WHERE state = 'scheduled';
CREATE INDEX deliveries_of ON deliveries (subscription_id);
CREATE INDEX deliveries_unknown ON deliveries (due_at) WHERE state = 'unknown';

-- A new address that a person gave, until the mail to it is answered, and what became of it.
CREATE TABLE address_changes (
  id TEXT PRIMARY KEY,           -- part of the link in that mail
  subscriber_id TEXT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  settled TEXT CHECK (settled IN ('confirmed', 'replaced', 'refused')),
  settled_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX address_changes_of ON address_changes (subscriber_id);

-- The steps that a person ticked; one that is open has no row.
CREATE TABLE ticks (
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  round INTEGER NOT NULL,
  lesson TEXT NOT NULL,
  step TEXT NOT NULL,
  PRIMARY KEY (subscription_id, round, lesson, step)
) STRICT, WITHOUT ROWID;

-- One HTTP call to the provider, written before it is made, deleted when its outcome is.
CREATE TABLE calls (
  id TEXT PRIMARY KEY,           -- the idempotency key
  members TEXT NOT NULL,         -- JSON: delivery ids in the order of the bytes
  sender TEXT NOT NULL,          -- JSON: from, reply-to, postal address, base URL
  link_key TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  first_call_at INTEGER NOT NULL,
  lease_token TEXT NOT NULL,
  next_at INTEGER NOT NULL       -- end of the lease, or of the back-off
) STRICT, WITHOUT ROWID;

CREATE INDEX calls_next ON calls (next_at);

-- What is left of a suppressed address when its person is forgotten: a keyed hash.
CREATE TABLE suppressions (
  address_hash TEXT PRIMARY KEY,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Feedback that has been taken in, by the provider's event id.
CREATE TABLE feedback (
  event_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX feedback_received ON feedback (received_at);

CREATE TABLE templates (
  hash TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
