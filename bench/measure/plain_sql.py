"""The same questions in plain SQL over the calls: SQLite, a table of just the columns that are
asked for, and the indexes that somebody who wrote these statements would make."""

import pathlib
import sqlite3
import time
import uuid

from .data import Calls, Tenant

COLUMNS = ("tenant_id, start_us, call_id, direction, disposition, missed_reason, billsec, ring_sec,"
           " store_id, ext_number, remote_number, mos_centi, jitter_tenth_ms, loss_centi_pct")
SCHEMA = f"""
CREATE TABLE calls ({COLUMNS}, PRIMARY KEY (tenant_id, start_us, call_id)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX missed ON calls (tenant_id, start_us, remote_number, store_id)
    WHERE direction = 1 AND disposition <> 1;
CREATE INDEX answered ON calls (tenant_id, remote_number, start_us) WHERE disposition = 1;
ANALYZE;
"""
CHOSEN = "WHERE tenant_id = :tenant AND start_us >= :begin AND start_us < :end"
SUMS = ("count(*), sum(disposition = 1), sum(direction = 1 AND disposition <> 1),"
        " sum(billsec), sum(CASE WHEN disposition = 1 THEN ring_sec END), avg(mos_centi)")
# The callers with a missed call and no answered call after their last.
DUE = f"""
WITH miss AS (
    SELECT remote_number, max(start_us) AS last, min(start_us) AS first, count(*) AS attempts
    FROM calls INDEXED BY missed {CHOSEN} AND direction = 1 AND disposition <> 1
        AND remote_number LIKE '+%' GROUP BY remote_number
), due AS (
    SELECT * FROM miss WHERE NOT EXISTS (
        SELECT 1 FROM calls AS contact WHERE contact.tenant_id = :tenant
            AND contact.remote_number = miss.remote_number AND contact.disposition = 1
            AND contact.start_us > miss.last)
)
"""
STATEMENTS = {
    "summary": f"SELECT {SUMS}, sum(disposition = 2), sum(disposition = 3), sum(disposition = 4),"
               f" sum(direction = 1), sum(direction = 2), sum(direction = 3),"
               f" sum(direction = 1 AND disposition = 1 AND ring_sec <= 20) FROM calls {CHOSEN}",
    "due": DUE + "SELECT count(*) FROM due",
    "by-store": f"SELECT store_id, {SUMS} FROM calls {CHOSEN} GROUP BY store_id",
    "by-agent": f"SELECT ext_number, {SUMS}, sum(direction = 1), sum(direction = 2)"
                f" FROM calls {CHOSEN} GROUP BY ext_number",
    # Days of UTC: what days in a time zone cost more is left out.
    "series": f"SELECT start_us / 86400000000, {SUMS} FROM calls {CHOSEN} GROUP BY 1",
    "missed": DUE + "SELECT *, count(*) OVER () FROM due ORDER BY last DESC LIMIT 50",
}


class PlainSql:
    """Calls of some tenants, in a file of its own."""

    def __init__(self, file: pathlib.Path, calls: Calls, tenants: list[Tenant]) -> None:
        file.unlink(missing_ok=True)
        self.database = sqlite3.connect(f"file:{file}", uri=True, isolation_level=None)
        self.database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                                    "PRAGMA cache_size = -1000000; PRAGMA mmap_size = 2000000000;"
                                    + SCHEMA)
        self.database.execute("ATTACH ? AS theirs", (f"file:{calls.store}?mode=ro",))
        for tenant in sorted(tenants, key=lambda tenant: uuid.UUID(tenant.id).bytes):
            self.database.execute(
                f"INSERT INTO calls SELECT {COLUMNS} FROM theirs.calls WHERE tenant_id = ?"
                " ORDER BY start_us, call_id", (uuid.UUID(tenant.id).bytes,))
        self.database.execute("DETACH theirs")
        self.database.executescript(INDEXES)

    def ask(self, question: str, tenant: Tenant, begin_us: int, end_us: int) -> tuple[list, float]:
        """The rows, and the microseconds they took."""
        parameters = {"tenant": uuid.UUID(tenant.id).bytes, "begin": begin_us, "end": end_us}
        begun = time.perf_counter()
        rows = self.database.execute(STATEMENTS[question], parameters).fetchall()
        return rows, 1e6 * (time.perf_counter() - begun)
