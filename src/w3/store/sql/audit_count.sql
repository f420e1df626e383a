SELECT count(*) FROM audit WHERE
-- include audit_wanted.part
