-- The changes of a tenant in their order, for those who follow them. One transaction is one change
-- of every tenant it touches, so that one number may have several calls.

CREATE INDEX calls_by_change ON calls (tenant_id, change_seq, start_us, call_id);

-- `forgotten_through`: removals up to this number may be missing from `removed_calls`.
ALTER TABLE tenant_changes RENAME TO change_counters;
ALTER TABLE change_counters ADD COLUMN forgotten_through INTEGER NOT NULL DEFAULT 0;

-- Calls that are no longer where they were: taken away, or now of another store or extension. With
-- the store and extension they had, so that only those are told who could see them there.
ALTER TABLE removed_calls RENAME TO removed_calls_before;
CREATE TABLE removed_calls (
    tenant_id BLOB NOT NULL,
    change_seq INTEGER NOT NULL,
    call_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    store_id BLOB,
    ext_number TEXT,
    PRIMARY KEY (tenant_id, change_seq, call_id)
) STRICT, WITHOUT ROWID;
INSERT INTO removed_calls (tenant_id, change_seq, call_id, reason, at_us)
SELECT tenant_id, change_seq, call_id, reason, at_us FROM removed_calls_before;
DROP TABLE removed_calls_before;
CREATE INDEX removed_calls_by_call ON removed_calls (tenant_id, call_id, change_seq);
CREATE INDEX removed_calls_by_age ON removed_calls (tenant_id, at_us);

-- Random bytes that the program makes when it opens the store; no reading connection sees them.
CREATE TABLE secrets (
    name TEXT NOT NULL PRIMARY KEY,
    secret BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW tenant_removed_calls AS
SELECT * FROM removed_calls WHERE tenant_id = current_tenant();
CREATE VIEW tenant_change_counters AS
SELECT * FROM change_counters WHERE tenant_id = current_tenant();
