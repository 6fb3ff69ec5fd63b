-- The accounts are checked a slice a minute; `audited_at` is when the last round of it began.
ALTER TABLE settings ADD COLUMN audited_to TEXT NOT NULL DEFAULT '';  -- how far it has come
ALTER TABLE settings ADD COLUMN audit_so_far TEXT;  -- JSON: what it has seen until there
ALTER TABLE settings ADD COLUMN watched_at INTEGER NOT NULL DEFAULT 0;  -- when the night's work was last done

-- When a Worker last stored the templates of its course version.
ALTER TABLE templates ADD COLUMN stored_at INTEGER NOT NULL DEFAULT 0;

UPDATE settings SET schema_version = 4, watched_at = audited_at WHERE id = 1;
