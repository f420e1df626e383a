-- The first schema. Instants are UTC microseconds; roles are the numbers of w3/people/person.hpp;
-- lists are JSON. Secrets are not here: of passwords there are hashes, of cookies digests.

PRAGMA application_id = 1999860597;

CREATE TABLE people (
    tenant_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    role INTEGER NOT NULL,
    ext TEXT,
    store_ids BLOB,
    language TEXT NOT NULL,
    active INTEGER NOT NULL,
    must_change_password INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    last_login_us INTEGER,
    PRIMARY KEY (tenant_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX people_by_email ON people (tenant_id, email_key);

CREATE TABLE sessions (
    digest BLOB NOT NULL PRIMARY KEY,
    tenant_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    csrf TEXT NOT NULL,
    began_us INTEGER NOT NULL,
    last_used_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_person ON sessions (tenant_id, person_id, last_used_us);
CREATE INDEX sessions_by_use ON sessions (last_used_us);

-- Failed attempts to prove an account, of an account or a client: see w3/people/attempts.hpp.
CREATE TABLE attempts (
    attempts_key BLOB NOT NULL PRIMARY KEY,
    failed INTEGER NOT NULL,
    last_us INTEGER NOT NULL,
    wait_until_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_age ON attempts (last_us);

CREATE TABLE searches (
    tenant_id BLOB NOT NULL,
    search_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    shared INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, search_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX searches_by_person ON searches (tenant_id, person_id);

-- Who did what. The names are those of the moment, so that a row says all by itself.
CREATE TABLE audit (
    audit_id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id BLOB NOT NULL,
    at_us INTEGER NOT NULL,
    person_id BLOB,
    person_name TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL,
    detail TEXT NOT NULL,
    client TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_tenant ON audit (tenant_id, audit_id);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only appended to'); END;
CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only appended to'); END;
