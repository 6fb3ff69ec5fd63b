-- A sign-up between its answer and what comes of it: for seconds, as a rule.
CREATE TABLE sign_ups (
  id TEXT PRIMARY KEY,
  asked_at INTEGER NOT NULL,
  address_key TEXT NOT NULL,
  form TEXT NOT NULL             -- JSON: what was asked, and under which words
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_ups_asked ON sign_ups (asked_at);

-- Confirmations that a mailbox was sent and nobody has used, to hold them to their limits.
CREATE TABLE confirmations (
  id TEXT PRIMARY KEY,           -- of the sign-up, or of the change of address, that asked for it
  mailbox_hash TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX confirmations_of ON confirmations (mailbox_hash);

-- Sign-ups of a day (UTC): of all, of a network, of a mailbox.
CREATE TABLE tallies (
  day INTEGER NOT NULL,
  who TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (day, who)
) STRICT, WITHOUT ROWID;

-- What a person agreed to, when and how.
CREATE TABLE consents (
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
  asked_at INTEGER NOT NULL,
  asked_how TEXT NOT NULL CHECK (asked_how IN ('form', 'json', 'unknown')),
  asked_words TEXT NOT NULL,
  confirmed_at INTEGER,
  confirmed_how TEXT CHECK (confirmed_how IN ('form', 'json', 'unknown')),
  confirmed_words TEXT,
  PRIMARY KEY (subscription_id, asked_at)
) STRICT, WITHOUT ROWID;

-- Links to a person's page carry this; raising it ends all older ones.
ALTER TABLE subscriptions ADD COLUMN link_version INTEGER NOT NULL DEFAULT 0;

-- JSON: the ids of the link keys that the Worker was last seen with.
ALTER TABLE settings ADD COLUMN link_keys TEXT;

UPDATE settings SET schema_version = 2 WHERE id = 1;
