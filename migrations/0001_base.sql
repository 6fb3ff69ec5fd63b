-- Instants are epoch milliseconds (UTC); dates are civil dates, YYYY-MM-DD.

-- One row: the state that all sending depends on.
CREATE TABLE settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  schema_version INTEGER NOT NULL,
  public_url TEXT,               -- URL of this database; a clone has another
  last_tick_at INTEGER,
  silences TEXT NOT NULL DEFAULT '[]',       -- JSON: [from, to] of recent times without a cron run
  held TEXT,                     -- why an operator stopped all sending, or null
  released_at INTEGER,           -- earlier bounces and complaints hold nothing
  unsettled INTEGER NOT NULL DEFAULT 0,      -- 1: holds, refusals or digests may have rows
  late_flights INTEGER NOT NULL DEFAULT 0,   -- consecutive call pools that started too late
  templates_version TEXT,        -- the course version whose templates are all stored
  course_version TEXT,           -- the course version that all plans follow
  link_keys TEXT                             -- JSON: ids of the link keys in the last run
) STRICT;

CREATE TABLE subscribers (
  id TEXT PRIMARY KEY,
  address TEXT NOT NULL,         -- as typed, domain in lower case
  address_key TEXT NOT NULL UNIQUE,
  suppressed TEXT,               -- why this address must not be mailed, or null
  lifted_at INTEGER,             -- when a suppression was last lifted: older bounces do not count
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  course TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'active', 'paused', 'left')),
  suppressed INTEGER NOT NULL DEFAULT 0,  -- copy of the subscriber's: 0 no, 1 bounced, 2 complained
  target_date TEXT,
  date_kind TEXT NOT NULL DEFAULT 'appointment' CHECK (date_kind IN ('appointment', 'goal')),
  time_zone TEXT NOT NULL,
  send_hour INTEGER NOT NULL,
  name TEXT NOT NULL,
  locale TEXT NOT NULL,
  round INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  link_version INTEGER NOT NULL DEFAULT 0,  -- raising it invalidates older links to own pages
  change_token TEXT NOT NULL,    -- id of the change that wrote this revision
  told_date TEXT,
  told_at INTEGER,
  moved_at INTEGER,
  undo TEXT,                     -- JSON: recent changes, the state before each, its undo deadline
  notes TEXT,                    -- JSON: private notes, one record a round
  paused_until TEXT,
  parked_at INTEGER,
  outcome TEXT,                  -- id in the course; without a date: how it was called off
  outcome_at INTEGER,
  requested_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  left_at INTEGER,
  wake_at INTEGER,               -- next change without a request: a pause ends, or it is erased
  UNIQUE (subscriber_id, course)
) STRICT, WITHOUT ROWID;

CREATE INDEX subscriptions_wake ON subscriptions (wake_at) WHERE wake_at IS NOT NULL;

-- Delivery history and outbox: one row per (subscription, message, round, occasion).
-- With row ids: rows above 1 KB share pages, and indexes refer to rows by number.
CREATE TABLE deliveries (
  id TEXT NOT NULL PRIMARY KEY,  -- subscription_message_round_occasion: also idempotency key, tag
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  message TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('confirm', 'lesson', 'notice', 'resent', 'address')),
  round INTEGER NOT NULL,
  occasion INTEGER NOT NULL,
  revision INTEGER NOT NULL,     -- of the subscription when this was planned
  class INTEGER NOT NULL,        -- 0 shortest window, sent first; 3 longest
  state TEXT NOT NULL CHECK (state IN
    ('scheduled', 'sending', 'sent', 'failed', 'unknown', 'skipped', 'cancelled')),
  reason TEXT,
  due_at INTEGER NOT NULL,
  closes_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  facts TEXT NOT NULL,           -- JSON: values from the planner for the email
  attempts INTEGER NOT NULL DEFAULT 0,  -- to compose the email
  waits_until INTEGER,           -- retry time after a failed composition or a rejection
  lease_token TEXT,              -- sending: the run that may record the result
  first_call_at INTEGER,         -- the fence: from then on it may have been accepted
  call_id TEXT,
  template TEXT,                 -- frozen: hash of the template
  slots TEXT,                    -- frozen: JSON of the values in it, in its order
  told_date TEXT,                -- frozen: the target date in the email
  provider_id TEXT,
  sent_at INTEGER,               -- accepted by the provider
  failed_at INTEGER,             -- rejected for good
  delivered_at INTEGER,          -- from webhooks: delivered, bounced, marked as spam
  bounced_at INTEGER,
  bounce TEXT CHECK (bounce IN ('hard', 'soft')),
  complained_at INTEGER
) STRICT;

CREATE INDEX deliveries_due ON deliveries (class, due_at) WHERE state = 'scheduled';
CREATE INDEX deliveries_of ON deliveries (subscription_id);
CREATE INDEX deliveries_unknown ON deliveries (due_at) WHERE state = 'unknown';
CREATE INDEX deliveries_failed ON deliveries (failed_at) WHERE state = 'failed';
CREATE INDEX deliveries_former ON deliveries (lower(address)) WHERE message = 'address-changed';
CREATE INDEX deliveries_returned ON deliveries (sent_at)
  WHERE bounce = 'hard' OR complained_at > 0;

-- Requested address changes: open until the new address is confirmed or rejected, then the result.
-- The former address is in the row of the email that was sent to it.
CREATE TABLE address_changes (
  id TEXT PRIMARY KEY,           -- part of the link in that email
  subscriber_id TEXT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  settled TEXT CHECK (settled IN ('confirmed', 'replaced', 'refused', 'restored')),
  settled_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX address_changes_of ON address_changes (subscriber_id);
CREATE INDEX address_changes_to ON address_changes (address_key);
CREATE INDEX address_changes_in ON address_changes (subscription_id);

-- Checked lesson steps; an unchecked one has no row.
CREATE TABLE checked_steps (
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  round INTEGER NOT NULL,
  lesson TEXT NOT NULL,
  step TEXT NOT NULL,
  PRIMARY KEY (subscription_id, round, lesson, step)
) STRICT, WITHOUT ROWID;

-- What a person agreed to, when and how.
CREATE TABLE consents (
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  asked_at INTEGER NOT NULL,
  asked_how TEXT NOT NULL CHECK (asked_how IN ('form', 'json', 'import', 'unknown')),
  asked_words TEXT NOT NULL,
  confirmed_at INTEGER,
  confirmed_how TEXT CHECK (confirmed_how IN ('form', 'json', 'import', 'unknown')),
  confirmed_words TEXT,
  PRIMARY KEY (subscription_id, asked_at)
) STRICT, WITHOUT ROWID;

-- Sign-ups between the response and the work deferred after it: usually for seconds.
CREATE TABLE sign_ups (
  id TEXT PRIMARY KEY,
  asked_at INTEGER NOT NULL,
  address_key TEXT NOT NULL,
  form TEXT NOT NULL             -- JSON: the input, and the consent text
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_ups_asked ON sign_ups (asked_at);

-- Unused confirmations sent to an address, for its limits and those of its mailbox.
CREATE TABLE confirmations (
  id TEXT PRIMARY KEY,           -- of the sign-up or address change
  address_hash TEXT NOT NULL,
  mailbox_hash TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX confirmations_to ON confirmations (address_hash);
CREATE INDEX confirmations_of ON confirmations (mailbox_hash);
CREATE INDEX confirmations_asked ON confirmations (asked_at);

-- Per day (UTC): sign-ups in total, per network, per mailbox; accepted lessons and confirmations
-- per hour and message.
CREATE TABLE tallies (
  day INTEGER NOT NULL,
  who TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (day, who)
) STRICT, WITHOUT ROWID;

-- HTTP calls to the provider: written before the call, deleted when the result is recorded.
CREATE TABLE calls (
  id TEXT PRIMARY KEY,           -- the idempotency key
  members TEXT NOT NULL,         -- JSON: delivery ids in the order of the request body
  sender TEXT NOT NULL,          -- JSON: from, reply-to, postal address, base URL
  link_key TEXT NOT NULL,
  api_key TEXT NOT NULL,         -- id of the API key used: idempotency keys may be per API key
  attempts INTEGER NOT NULL,
  first_call_at INTEGER NOT NULL,
  lease_token TEXT NOT NULL,
  next_at INTEGER NOT NULL       -- end of the lease or of the backoff
) STRICT, WITHOUT ROWID;

CREATE INDEX calls_next ON calls (next_at);

-- Why sending is paused: all of it (scope '*'), one message ('<course>/<message>'), 'lessons', or
-- 'sign-ups'.
CREATE TABLE holds (
  scope TEXT PRIMARY KEY,
  cause TEXT NOT NULL CHECK (cause IN
    ('rate', 'quota', 'account', 'refused', 'bounces', 'complaints')),
  reason TEXT NOT NULL,          -- the provider's name for the error; how many came back
  detail TEXT,                   -- the provider's message, redacted
  since INTEGER NOT NULL,
  next_at INTEGER NOT NULL,      -- when one email is tried
  tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Rejections since the last accepted email of the same message: three equal ones hold sending.
CREATE TABLE refusals (
  delivery_id TEXT PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
  scope TEXT NOT NULL,           -- '<course>/<message>'
  reason TEXT NOT NULL,
  detail TEXT,
  others_accepted INTEGER NOT NULL,  -- 1: emails of other messages were accepted since
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Maintenance jobs. The nightly one adds the rows of the others.
CREATE TABLE jobs (
  name TEXT PRIMARY KEY,
  next_at INTEGER,               -- from then on ticks read the row; null: runs on demand
  cursor TEXT NOT NULL DEFAULT '',
  state TEXT,                    -- JSON: what the job keeps between runs
  failed_at INTEGER,             -- of a failing job, which every tick reads
  failures INTEGER NOT NULL DEFAULT 0,  -- in a row
  error TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX jobs_next ON jobs (next_at) WHERE next_at IS NOT NULL;

-- Counts for the operator's pages, without any personal data. A daily job replaces the recent ones.
CREATE TABLE daily (
  measure TEXT NOT NULL,
  day TEXT NOT NULL,             -- YYYY-MM-DD (UTC), the Monday or the 1st if ahead, '' for totals
  course TEXT NOT NULL,
  message TEXT NOT NULL,
  n INTEGER NOT NULL,
  erased INTEGER NOT NULL DEFAULT 0,  -- what the rows of erased people add when it counts again
  PRIMARY KEY (measure, day, course, message)
) STRICT, WITHOUT ROWID;

-- The last email to the operator: retried with the same bytes and key.
CREATE TABLE digests (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  key TEXT NOT NULL,
  lines TEXT NOT NULL,           -- JSON: one problem per line
  told TEXT NOT NULL DEFAULT '{}',  -- JSON: when each problem was last told
  written_at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  next_at INTEGER                -- null once it is accepted or given up
) STRICT;

-- Keyed hashes of addresses that were suppressed or left ('left', another hash), kept after erasure.
CREATE TABLE suppressions (
  address_hash TEXT PRIMARY KEY,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Processed webhook events, by the provider's event id.
CREATE TABLE feedback (
  event_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  type TEXT,                     -- the provider's name of an unknown event
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX feedback_received ON feedback (received_at);
CREATE INDEX feedback_unknown ON feedback (received_at) WHERE kind = 'unknown';

-- With row ids: the primary key's index holds only hashes, so a look-up reads no body.
CREATE TABLE templates (
  hash TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL,
  stored_at INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO settings (id, schema_version) VALUES (1, 13);
INSERT INTO jobs (name, next_at) VALUES ('nightly', 0);
