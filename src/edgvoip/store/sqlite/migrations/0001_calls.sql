-- The first schema. Empty texts are NULL; instants are UTC microseconds; enumerations are the
-- numbers of edgvoip/call/call.hpp. Rows are clustered by tenant and start, since that is how they
-- are asked for; nothing else is indexed.

PRAGMA application_id = 1701078902;

CREATE TABLE calls (
    tenant_id BLOB NOT NULL,
    start_us INTEGER NOT NULL,
    call_id TEXT NOT NULL,
    change_seq INTEGER NOT NULL,
    direction INTEGER NOT NULL,
    disposition INTEGER NOT NULL,
    missed_reason INTEGER,
    answer_us INTEGER,
    end_us INTEGER NOT NULL,
    billsec INTEGER NOT NULL,
    ring_sec INTEGER NOT NULL,
    duration_sec INTEGER NOT NULL,
    from_uri TEXT,
    to_uri TEXT,
    did_e164 TEXT,
    ext_number TEXT,
    remote_number TEXT,
    from_name TEXT,
    name_folded TEXT,
    store_id BLOB,
    user_id TEXT,
    quality_status INTEGER NOT NULL,
    mos_centi INTEGER,
    mos_source INTEGER,
    pbx_mos_centi INTEGER,
    jitter_tenth_ms INTEGER,
    loss_centi_pct INTEGER,
    codec TEXT,
    packets INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    recording_path TEXT,
    hangup_cause TEXT,
    pbx_answer_us INTEGER,
    pbx_billsec INTEGER NOT NULL,
    q850 INTEGER NOT NULL,
    source TEXT,
    adapter TEXT,
    raw_ref TEXT,
    PRIMARY KEY (tenant_id, start_us, call_id)
) STRICT, WITHOUT ROWID;

-- The devices of a call, as the detail shows them.
CREATE TABLE legs (
    tenant_id BLOB NOT NULL,
    start_us INTEGER NOT NULL,
    call_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    leg_id TEXT,
    ext TEXT,
    number TEXT,
    is_root INTEGER NOT NULL,
    started_us INTEGER NOT NULL,
    answered_us INTEGER,
    ended_us INTEGER NOT NULL,
    hangup_cause TEXT,
    quality_status INTEGER NOT NULL,
    mos_centi INTEGER,
    mos_source INTEGER,
    pbx_mos_centi INTEGER,
    jitter_tenth_ms INTEGER,
    loss_centi_pct INTEGER,
    codec TEXT,
    packets INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, start_us, call_id, n)
) STRICT, WITHOUT ROWID;

-- What the PBX said of each leg, encoded: a call is always made again from all of them.
CREATE TABLE leg_records (
    tenant_id BLOB NOT NULL,
    start_us INTEGER NOT NULL,
    call_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    leg_id TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (tenant_id, start_us, call_id, n)
) STRICT, WITHOUT ROWID;

-- From a call's id, or the id of a leg whose record it has, to where the call is.
CREATE TABLE call_keys (
    key TEXT NOT NULL PRIMARY KEY,
    tenant_id BLOB NOT NULL,
    start_us INTEGER NOT NULL,
    call_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Legs that wait for their root or their tenant.
CREATE TABLE pending_legs (
    leg_id TEXT NOT NULL PRIMARY KEY,
    parent TEXT NOT NULL,
    reason TEXT NOT NULL,
    since_us INTEGER NOT NULL,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_legs_parent ON pending_legs (parent);
CREATE INDEX pending_legs_reason ON pending_legs (reason, parent);

-- The change counter of each tenant, taken in the transaction that changes.
CREATE TABLE tenant_changes (
    tenant_id BLOB NOT NULL PRIMARY KEY,
    change_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Removals, for those who follow the changes. A call that came back has a newer change_seq.
CREATE TABLE removed_calls (
    tenant_id BLOB NOT NULL,
    change_seq INTEGER NOT NULL,
    call_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, change_seq)
) STRICT, WITHOUT ROWID;

-- All that a reading connection can see.
CREATE VIEW tenant_calls AS SELECT * FROM calls WHERE tenant_id = current_tenant();
CREATE VIEW tenant_legs AS SELECT * FROM legs WHERE tenant_id = current_tenant();
CREATE VIEW tenant_call_keys AS SELECT * FROM call_keys WHERE tenant_id = current_tenant();
