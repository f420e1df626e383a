-- Callbacks: what is known of calls, tasks and what was done about them, and the rules. Kinds,
-- refusals and outcomes are the names of w3/callbacks; scope is a store's id, or 16 zero bytes.

-- How far edgvoip's changes have been followed; begun_us: misses from long before make no task.
-- After a token that is not good any more all calls come again, in another round.
CREATE TABLE call_sync (
    tenant_id BLOB NOT NULL PRIMARY KEY,
    token TEXT NOT NULL,
    round INTEGER NOT NULL,
    begun_us INTEGER NOT NULL,
    synced_us INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE known_calls (
    tenant_id BLOB NOT NULL,
    call_id TEXT NOT NULL,
    number TEXT NOT NULL,
    start_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    refusal TEXT NOT NULL,
    scope BLOB NOT NULL,
    direction TEXT NOT NULL,
    disposition TEXT NOT NULL,
    missed_reason TEXT NOT NULL,
    name TEXT NOT NULL,
    did TEXT NOT NULL,
    ext TEXT NOT NULL,
    store_id BLOB,
    ring_sec INTEGER NOT NULL,
    billsec INTEGER NOT NULL,
    round INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, call_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_calls_by_number ON known_calls (tenant_id, number, start_us);
CREATE INDEX known_calls_missed ON known_calls (tenant_id, start_us)
WHERE kind IN ('miss', 'by_hand', 'refused');

CREATE TABLE tasks (
    tenant_id BLOB NOT NULL,
    task_id BLOB NOT NULL,
    number TEXT NOT NULL,
    scope BLOB NOT NULL,
    store_id BLOB,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    did TEXT NOT NULL,
    missed_reason TEXT NOT NULL,
    misses INTEGER NOT NULL,
    begun_us INTEGER NOT NULL,
    last_missed_us INTEGER NOT NULL,
    first_call_id TEXT NOT NULL,
    due_us INTEGER NOT NULL,
    is_due_chosen INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    first_attempt_us INTEGER,
    last_attempt_us INTEGER,
    next_attempt_us INTEGER,
    opened_by BLOB,
    opened_us INTEGER NOT NULL,
    reopens BLOB,
    owner BLOB,
    lease_until_us INTEGER,
    closed_us INTEGER,
    closed_by BLOB,
    outcome TEXT,
    closing_call_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, task_id)
) STRICT, WITHOUT ROWID;
-- Nobody is called back twice at a time, whatever races.
CREATE UNIQUE INDEX tasks_one_open ON tasks (tenant_id, number, scope) WHERE closed_us IS NULL;
CREATE INDEX tasks_by_number ON tasks (tenant_id, number, begun_us, task_id);
CREATE INDEX tasks_due ON tasks (tenant_id, due_us, task_id) WHERE closed_us IS NULL;
CREATE INDEX tasks_of_owner ON tasks (tenant_id, owner, due_us, task_id)
WHERE closed_us IS NULL AND owner IS NOT NULL;
-- Those that are counted have the columns of their condition, too: else every row would be read.
CREATE INDEX tasks_unplanned ON tasks (tenant_id, due_us, task_id, closed_us, next_attempt_us)
WHERE closed_us IS NULL AND next_attempt_us IS NULL;
CREATE INDEX tasks_unplanned_in_store
ON tasks (tenant_id, store_id, due_us, task_id, closed_us, next_attempt_us)
WHERE closed_us IS NULL AND next_attempt_us IS NULL;
CREATE INDEX tasks_planned ON tasks (tenant_id, next_attempt_us, task_id, closed_us)
WHERE closed_us IS NULL AND next_attempt_us IS NOT NULL;
CREATE INDEX tasks_planned_in_store
ON tasks (tenant_id, store_id, next_attempt_us, task_id, closed_us)
WHERE closed_us IS NULL AND next_attempt_us IS NOT NULL;
CREATE INDEX tasks_untried ON tasks (tenant_id, due_us, task_id, closed_us, first_attempt_us)
WHERE closed_us IS NULL AND first_attempt_us IS NULL;
CREATE INDEX tasks_untried_in_store
ON tasks (tenant_id, store_id, due_us, task_id, closed_us, first_attempt_us)
WHERE closed_us IS NULL AND first_attempt_us IS NULL;
CREATE INDEX tasks_closed ON tasks (tenant_id, closed_us, task_id) WHERE closed_us IS NOT NULL;
CREATE INDEX tasks_closed_in_store ON tasks (tenant_id, store_id, closed_us, task_id)
WHERE closed_us IS NOT NULL;
CREATE INDEX tasks_missed ON tasks (tenant_id, last_missed_us, task_id);
CREATE INDEX tasks_missed_in_store ON tasks (tenant_id, store_id, last_missed_us, task_id);
CREATE INDEX tasks_begun ON tasks (tenant_id, begun_us);
CREATE INDEX tasks_named ON tasks (tenant_id, name_key);

-- Which calls a task is about.
CREATE TABLE task_calls (
    tenant_id BLOB NOT NULL,
    task_id BLOB NOT NULL,
    call_id TEXT NOT NULL,
    part TEXT NOT NULL,
    PRIMARY KEY (tenant_id, task_id, call_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_calls_by_call ON task_calls (tenant_id, call_id, part);

-- Contacts that a person said were none.
CREATE TABLE voided_contacts (
    tenant_id BLOB NOT NULL,
    number TEXT NOT NULL,
    scope BLOB NOT NULL,
    call_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, number, scope, call_id)
) STRICT, WITHOUT ROWID;

-- Every change of a task, and what people noted. The names are those of the moment.
CREATE TABLE task_log (
    log_id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id BLOB NOT NULL,
    task_id BLOB NOT NULL,
    at_us INTEGER NOT NULL,
    person_id BLOB,
    person_name TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    call_id TEXT NOT NULL
) STRICT;
CREATE INDEX task_log_by_task ON task_log (tenant_id, task_id, log_id);
CREATE TRIGGER task_log_is_never_changed BEFORE UPDATE ON task_log
BEGIN SELECT RAISE(ABORT, 'the log of tasks is only appended to'); END;
CREATE TRIGGER task_log_is_never_removed BEFORE DELETE ON task_log
BEGIN SELECT RAISE(ABORT, 'the log of tasks is only appended to'); END;

CREATE TABLE callback_settings (
    tenant_id BLOB NOT NULL PRIMARY KEY,
    sla_minutes INTEGER NOT NULL,
    contact_min_sec INTEGER NOT NULL,
    null_sec INTEGER NOT NULL,
    attempts_max INTEGER NOT NULL,
    attempts_gap_minutes INTEGER NOT NULL,
    is_automatic INTEGER NOT NULL,
    is_one_list INTEGER NOT NULL,
    has_figures_of_people INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Of a store; 16 zero bytes: the usual ones.
CREATE TABLE store_rules (
    tenant_id BLOB NOT NULL,
    store_id BLOB NOT NULL,
    rests_on_holidays INTEGER NOT NULL,
    patron_month INTEGER,
    patron_day INTEGER,
    sla_minutes INTEGER,
    is_automatic INTEGER,
    PRIMARY KEY (tenant_id, store_id)
) STRICT, WITHOUT ROWID;

-- day_us is the UTC midnight of a date, or 0 … 6 for Monday … Sunday of every week; a closed day
-- has one row with an empty range.
CREATE TABLE store_ranges (
    tenant_id BLOB NOT NULL,
    store_id BLOB NOT NULL,
    day_us INTEGER NOT NULL,
    from_minute INTEGER NOT NULL,
    to_minute INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, store_id, day_us, from_minute)
) STRICT, WITHOUT ROWID;
