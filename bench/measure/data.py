"""The calls that are asked for: ten million of 200 tenants, or a small chain for --quick."""

import dataclasses
import datetime
import json
import pathlib
import random
import shutil
import sqlite3
import uuid

from .outcome import Unmeasured
from .processes import run

SEED = 42
DAYS = 365
# A fixed end: the same calls whenever they are made.
UNTIL = "2025-11-01T00:00:00Z"
# By --quick. Ten million calls, of the largest tenant over one million; or 200,000 in all.
CHAIN = {False: ("--tenants", 200, "--stores", 100, "--calls", 30),
         True: ("--tenants", 20, "--stores", 12, "--calls", 8.3)}
RECORDS_CHAIN = ("--tenants", 20, "--stores", 12, "--calls", 30, "--bulk")
RECORDS_DAYS = {False: 18, True: 2}  # 5,000 to 6,000 records a day


@dataclasses.dataclass(frozen=True)
class Tenant:
    id: str
    sip_domain: str
    stores: tuple[str, ...]
    calls: int
    first_us: int
    last_us: int


def make_store(program: pathlib.Path, folder: pathlib.Path, quick: bool) -> None:
    """`calls.db` and `directory.json`; the folder appears whole."""
    being_made = folder.with_name(folder.name + ".new")
    shutil.rmtree(being_made, ignore_errors=True)
    being_made.mkdir(parents=True)
    run(program, "simulate", "--seed", SEED, *CHAIN[quick], "--days", DAYS, "--to", UNTIL,
        "--store", f"sqlite:{being_made}/calls.db",
        "--directory", being_made / "directory.json", seconds=6 * 3600)
    being_made.rename(folder)


def make_records(program: pathlib.Path, folder: pathlib.Path, quick: bool) -> None:
    """Record files of the real size: `records/`, with a `directory.json` of their own."""
    being_made = folder.with_name(folder.name + ".new")
    shutil.rmtree(being_made, ignore_errors=True)
    being_made.mkdir(parents=True)
    run(program, "simulate", "--seed", SEED, *RECORDS_CHAIN, "--days", RECORDS_DAYS[quick],
        "--to", UNTIL, "--out", being_made)
    being_made.rename(folder)


class Calls:
    """What is known of a store's calls without edgvoip."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.store = folder / "calls.db"
        self.directory = folder / "directory.json"
        for file in (self.store, self.directory):
            if not file.exists():
                raise Unmeasured(f"there is no {file}")
        self.database = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)
        listed = json.loads(self.directory.read_text(encoding="utf-8"))["tenants"]
        self.tenants = [tenant for tenant in map(self._tenant, listed) if tenant]
        if not self.tenants:
            raise Unmeasured(f"{self.store} has no calls of {self.directory}")
        self.largest = max(self.tenants, key=lambda tenant: tenant.calls)
        self.total = sum(tenant.calls for tenant in self.tenants)

    def _tenant(self, listed: dict) -> Tenant | None:
        calls, first, last = self.database.execute(
            "SELECT count(*), min(start_us), max(start_us) FROM calls WHERE tenant_id = ?",
            (uuid.UUID(listed["tenant_id"]).bytes,)).fetchone()
        if calls == 0:
            return None
        stores = tuple(store["store_id"] for store in listed.get("stores", ()))
        return Tenant(listed["tenant_id"], listed["sip_domain"], stores, calls, first, last)

    def call_id(self, tenant: Tenant, chance: random.Random) -> str:
        """Of a call anywhere in the tenant's time."""
        at = chance.randint(tenant.first_us, tenant.last_us)
        return self.database.execute(
            "SELECT call_id FROM calls WHERE tenant_id = ? AND start_us >= ?"
            " ORDER BY start_us, call_id LIMIT 1",
            (uuid.UUID(tenant.id).bytes, at)).fetchone()[0]


def iso(instant_us: int) -> str:
    """To the millisecond, as clients write it."""
    instant = datetime.datetime.fromtimestamp(instant_us // 1_000_000, datetime.timezone.utc)
    return f"{instant:%Y-%m-%dT%H:%M:%S}.{instant_us // 1000 % 1000:03d}Z"
