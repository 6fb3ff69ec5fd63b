-- Who erases a subscription looks for what hangs on it; the night looks for what is old.
CREATE INDEX address_changes_in ON address_changes (subscription_id);
CREATE INDEX confirmations_asked ON confirmations (asked_at);

UPDATE settings SET schema_version = 3 WHERE id = 1;
