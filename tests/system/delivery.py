"""Records on their way to a server, by every way there is, and what a store has in the end."""

import contextlib
import http.client
import json
import os
import pathlib
import random
import shutil
import sqlite3
import threading
import time

from processes import PATIENCE_SECONDS, Home

LONG = os.environ.get("EDGVOIP_LONG") == "1"
SOURCE = "pbx1"
LINKS_OF_A_B_LEG = ("originating_leg_uuid", "originator", "cc_member_session_uuid")

# A record is its leg's uuid and its bytes.
Record = tuple[str, bytes]


def simulated(folder: pathlib.Path, count: int, seed: int) -> tuple[str, list[Record]]:
    """A directory, and so many records of two tenants in the order in which the calls began."""
    home = Home(folder)
    home.do("simulate", "--seed", seed, "--tenants", 2, "--days", 2 + count // 300,
            "--to", "2026-03-31T00:00:00Z", "--out", folder / "out")
    paths = sorted((folder / "out" / "records").rglob("*.json"))[:count]
    assert len(paths) == count
    directory = (folder / "out" / "directory.json").read_text(encoding="utf-8")
    records = [(path.name.removesuffix(".cdr.json").removeprefix("a_"), path.read_bytes())
               for path in paths]
    shutil.rmtree(folder / "out")
    return directory, records


def is_b_leg(record: Record) -> bool:
    variables = json.loads(record[1])["variables"]
    return any(link in variables for link in LINKS_OF_A_B_LEG)


def receiving(folder: pathlib.Path, directory) -> Home:
    """A home with a spool folder. All ways store under one name, so that no column tells by which
    one a record came."""
    home = Home(folder, directory)
    home.spool = folder / "spool"
    home.spool.mkdir()
    home.write_config(f'[[source]]\nname = "{SOURCE}"\nkind = "freeswitch-spool"\n'
                      f'path = "{home.spool}"\n', ingest_source=SOURCE)
    return home


def write_records(folder: pathlib.Path, records) -> pathlib.Path:
    """Files under their own names; a leg that is there twice has folders of its own."""
    for n, (uuid, body) in enumerate(records):
        below = folder / str(n % 10)
        if (below / f"{uuid}.cdr.json").exists():
            below = folder / f"again-{n}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{uuid}.cdr.json").write_bytes(body)
    return folder


def clean(folder: pathlib.Path, directory, records) -> dict[str, list[dict]]:
    """What one import of each record stores."""
    home = Home(folder, directory)
    home.do("import", "freeswitch", "--source", SOURCE, write_records(folder / "records", records))
    return stored(home)


TABLES = ("calls", "legs", "leg_records", "call_keys", "pending_legs")
# When and by which way a record came first: the file's name or the request, the change's number.
OF_THE_ARRIVAL = {"change_seq", "since_us", "raw_ref", "start_moved", "billsec_moved",
                  "mos_moved"}
RAW_REF_TAG = 3


def varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def without_raw_ref(record: bytes) -> bytes:
    """An encoded leg is a format byte, then tag, length and value of each field, then a 0."""
    kept, at = record[:1], 1
    while record[at] != 0:
        begin = at
        tag, at = varint(record, at)
        size, at = varint(record, at)
        at += size
        if tag != RAW_REF_TAG:
            kept += record[begin:at]
    return kept + record[at:]


def rows_of(store: pathlib.Path) -> dict[str, list[dict]]:
    """Every row of every table with every column, but for those of the arrival."""
    tables = {}
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as database:
        for table in TABLES:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")
                       if row[1] not in OF_THE_ARRIVAL]
            assert columns, table
            rows = [dict(zip(columns, row))
                    for row in database.execute(f"SELECT {', '.join(columns)} FROM {table}")]
            for row in rows:
                if "record" in row:
                    row["record"] = without_raw_ref(row["record"])
            tables[table] = sorted(rows, key=repr)
    return tables


def stored(home: Home) -> dict[str, list[dict]]:
    return rows_of(home.folder / "edgvoip.db")


def same(found: dict[str, list[dict]], expected: dict[str, list[dict]]) -> bool:
    """True, or it fails with what differs."""
    assert sum(len(rows) for rows in expected.values()) > 0
    for table, rows in expected.items():
        if found[table] != rows:
            more = [row for row in found[table] if row not in rows]
            fewer = [row for row in rows if row not in found[table]]
            raise AssertionError(f"{table}: {len(found[table])} rows, not {len(rows)}; too many "
                                 f"are {more[:2]}, missing are {fewer[:2]}")
    return True


def legs_in(tables: dict[str, list[dict]]) -> list[str]:
    """The id of every leg, those that wait for their root or tenant included."""
    return [row["leg_id"] for table in ("leg_records", "pending_legs") for row in tables[table]]


def await_that(true, what: str = "it never came true"):
    """Waits until something is so, and gives what it is; `what` is said when it never is."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := true()):
        assert time.monotonic() < deadline, what
        time.sleep(0.02)
    return found


class Pace:
    """Which part of the records may be on its way by now, from 0 to 1."""

    def __init__(self) -> None:
        self._part = 0.0
        self._ended = False
        self._changed = threading.Condition()

    def allow(self, part: float) -> None:
        with self._changed:
            self._part = part
            self._changed.notify_all()

    def end(self) -> None:
        """What has not been delivered stays so."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def await_more(self, at: int, count: int) -> int:
        """How many of the records may go, which is more than `at`; 0 when it is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or round(self._part * count) > at)
            return 0 if self._ended else round(self._part * count)


class Way(threading.Thread):
    """Delivers its records one after the other, each again until it is acknowledged."""

    def __init__(self, home: Home, records, pace: Pace) -> None:
        super().__init__(daemon=True)
        self.home = home
        self.records = list(records)
        self.pace = pace
        self.acknowledged: list[str] = []
        self.retries = 0

    def run(self) -> None:
        at = 0
        while at < len(self.records):
            until = self.pace.await_more(at, len(self.records))
            if until == 0:
                return
            at += self.deliver(self.records[at:until])

    def deliver(self, records) -> int:
        """How many of the first were acknowledged; 0 when the time is not right."""
        raise NotImplementedError


class Post(Way):
    """A PBX that posts on one connection and sends again what was not acknowledged."""

    def __init__(self, home: Home, records, pace: Pace) -> None:
        super().__init__(home, records, pace)
        self._connection = http.client.HTTPConnection("127.0.0.1", home.private_port,
                                                      timeout=PATIENCE_SECONDS)

    def is_acknowledged(self, uuid: str, body: bytes) -> bool:
        """One try."""
        try:
            self._connection.request("POST", f"/ingest/freeswitch?uuid={uuid}", body)
            answer = self._connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return False
        assert answer.status in (200, 503), answer.status
        return answer.status == 200

    def deliver(self, records) -> int:
        uuid, body = records[0]
        if not self.is_acknowledged(uuid, body):
            self.retries += 1
            time.sleep(0.02)
            return 0
        self.acknowledged.append(uuid)
        return 1


class SpoolWriter(Way):
    """A PBX that writes files: half of them in pieces under their name, half moved in. What it has
    written is acknowledged when the file is gone."""

    def deliver(self, records) -> int:
        uuid, body = records[0]
        path = self.home.spool / f"{uuid}.cdr.json"
        if path.exists():  # an earlier copy waits
            time.sleep(0.005)
            return 0
        if len(self.acknowledged) % 2:
            unfinished = self.home.spool / f"{uuid}.unfinished"
            unfinished.write_bytes(body)
            unfinished.rename(path)
        else:
            with path.open("wb", buffering=0) as file:
                for begin in range(0, len(body), 2048):
                    file.write(body[begin:begin + 2048])
                    time.sleep(0.0005)
        self.acknowledged.append(uuid)
        return 1


class Importer(Way):
    """Imports beside the server what it may, a folder at a time, until the program succeeds."""

    def __init__(self, home: Home, records, pace: Pace) -> None:
        super().__init__(home, records, pace)
        self.runs = self.kills = 0
        self.at_work = threading.Lock()
        self._process = None

    def deliver(self, records) -> int:
        folder = write_records(self.home.folder / f"import-{self.runs}", records)
        with self.at_work:
            self.runs += 1
            self._process = self.home.start("import", "freeswitch", "--source", SOURCE, folder,
                                            "--config", self.home.config)
            said, _ = self._process.communicate()
        shutil.rmtree(folder)
        if self._process.returncode != 0:
            assert self._process.returncode < 0, said
            self.retries += 1
            return 0
        self.acknowledged += [uuid for uuid, _ in records]
        return len(records)

    def kill(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self.kills += 1


class Ways:
    """Senders, a spool writer and an importer that share records out; many come by several."""

    def __init__(self, home: Home, random_: random.Random, senders: int = 4) -> None:
        self.home = home
        self.random = random_
        self.pace = Pace()
        self.deliveries = 0
        self._senders = senders
        self._shares: dict[type[Way], list[Record]] = {Post: [], SpoolWriter: [], Importer: []}

    def share(self, record: Record, copies: int = 0) -> None:
        """By one to three ways; or so many copies, each by any."""
        kinds = list(self._shares)
        chosen = (self.random.choices(kinds, k=copies) if copies
                  else self.random.sample(kinds, k=self.random.choice((1, 1, 2, 3))))
        for kind in chosen:
            self._shares[kind].append(record)
        self.deliveries += len(chosen)

    def start(self, shuffled: bool = True) -> None:
        """Each way in an order of its own, or as the records were shared out."""
        if shuffled:
            for share in self._shares.values():
                self.random.shuffle(share)
        posted = self._shares[Post]
        self.posts = [Post(self.home, posted[n::self._senders], self.pace)
                      for n in range(self._senders)]
        self.spool_writer = SpoolWriter(self.home, self._shares[SpoolWriter], self.pace)
        self.importer = Importer(self.home, self._shares[Importer], self.pace)
        self.all: list[Way] = [*self.posts, self.spool_writer, self.importer]
        for way in self.all:
            way.start()

    def acknowledged(self) -> set[str]:
        """Posted, imported, or written to the spool and gone from there."""
        waiting = {name.removesuffix(".cdr.json") for name in os.listdir(self.home.spool)}
        said = {uuid for way in (*self.posts, self.importer) for uuid in list(way.acknowledged)}
        return said | (set(list(self.spool_writer.acknowledged)) - waiting)

    def await_all(self, seconds: float = 2 * PATIENCE_SECONDS) -> None:
        self.pace.allow(1)
        deadline = time.monotonic() + seconds
        for way in self.all:
            way.join(max(0.1, deadline - time.monotonic()))
            assert not way.is_alive(), f"{type(way).__name__}: {len(way.acknowledged)}"
            assert way.acknowledged == [uuid for uuid, _ in way.records]
        await_that(lambda: not os.listdir(self.home.spool))


def copy_of_store(home: Home, folder: pathlib.Path) -> pathlib.Path:
    """The files as they are: only for a store that nobody writes."""
    folder.mkdir()
    for path in home.folder.glob("edgvoip.db*"):
        shutil.copy(path, folder / path.name)
    return folder / "edgvoip.db"
