"""Records on their way to a server, by every way there is, and what a store has in the end."""

import contextlib
import dataclasses
import http.client
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import threading
import time

from processes import PATIENCE_SECONDS, Home

LONG = os.environ.get("EDGVOIP_LONG") == "1"
SOURCE = "pbx1"
LINKS_OF_A_B_LEG = ("originating_leg_uuid", "originator", "cc_member_session_uuid")


@dataclasses.dataclass(frozen=True)
class Record:
    uuid: str
    body: bytes
    is_b_leg: bool


def record_of(body: bytes) -> Record:
    variables = json.loads(body)["variables"]
    return Record(variables["uuid"], body, any(link in variables for link in LINKS_OF_A_B_LEG))


def simulated(folder: pathlib.Path, count: int, seed: int = 7) -> tuple[str, list[Record]]:
    """A directory, and so many records of two tenants in the order in which the legs ended."""
    folder.mkdir(parents=True, exist_ok=True)
    home = Home(folder)
    days = 2 + count // 300
    home.do("simulate", "--seed", seed, "--tenants", 2, "--days", days,
            "--to", "2026-03-31T00:00:00Z", "--out", folder / "out")
    paths = sorted((folder / "out" / "records").rglob("*.json"))[:count]
    assert len(paths) == count
    directory = (folder / "out" / "directory.json").read_text(encoding="utf-8")
    records = [record_of(path.read_bytes()) for path in paths]
    shutil.rmtree(folder / "out")
    return directory, records


def home_with_spool(folder: pathlib.Path, directory) -> Home:
    """All ways store under one name, so that no column tells by which one a record came."""
    folder.mkdir(parents=True, exist_ok=True)
    home = Home(folder, directory)
    home.spool, home.store = folder / "spool", folder / "edgvoip.db"
    home.spool.mkdir()
    configure(home)
    return home


def configure(home: Home, **changed) -> None:
    home.write_config(f'[[source]]\nname = "{SOURCE}"\nkind = "freeswitch-spool"\n'
                      f'path = "{home.spool}"\n', ingest_source=SOURCE, **changed)


def write_records(folder: pathlib.Path, records) -> pathlib.Path:
    """One folder for each version of a record: some have the same name."""
    for n, record in enumerate(records):
        below = folder / str(n % 10)
        if (below / f"{record.uuid}.cdr.json").exists():
            below = folder / f"again-{n}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{record.uuid}.cdr.json").write_bytes(record.body)
    return folder


def clean_store(folder: pathlib.Path, directory, records) -> pathlib.Path:
    """What one import of each record makes."""
    folder.mkdir(parents=True)
    home = Home(folder, directory)
    home.do("import", "freeswitch", "--source", SOURCE, write_records(folder / "records", records))
    return folder / "edgvoip.db"


TABLES = ("calls", "legs", "leg_records", "call_keys", "pending_legs")
# When and by which way a record came first: the file's name or the request, the change's number.
OF_THE_ARRIVAL = {"change_seq", "since_us", "raw_ref"}
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


@contextlib.contextmanager
def reading(store: pathlib.Path):
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as database:
        yield database


def dump(store: pathlib.Path) -> list[str]:
    """Every row of every table with every column, but for those of the arrival."""
    lines = []
    with reading(store) as database:
        for table in TABLES:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")
                       if row[1] not in OF_THE_ARRIVAL]
            assert columns, table
            rows = []
            for row in database.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                values = [without_raw_ref(value) if name == "record" else value
                          for name, value in zip(columns, row)]
                rows.append(f"{table} {dict(zip(columns, values))}")
            lines += sorted(rows)
    return lines


def assert_same(store: pathlib.Path, clean: pathlib.Path) -> int:
    """Gives how many rows they have."""
    found, expected = dump(store), dump(clean)
    assert len(expected) > 0
    if "\n".join(found).encode() != "\n".join(expected).encode():
        more, fewer = set(found) - set(expected), set(expected) - set(found)
        raise AssertionError(f"{len(more)} rows too many, such as {sorted(more)[:2]}; {len(fewer)} "
                             f"are missing, such as {sorted(fewer)[:2]}; {len(found)} rows")
    return len(found)


def legs_in(store: pathlib.Path) -> list[str]:
    """The id of every leg, those that wait for their root or tenant included."""
    with reading(store) as database:
        return [row[0] for row in database.execute(
            "SELECT leg_id FROM leg_records UNION ALL SELECT leg_id FROM pending_legs")]


def await_that(true, seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)


class Way(threading.Thread):
    """Delivers records one after the other, each again until it is acknowledged, as far as it is
    allowed to."""

    def __init__(self, records) -> None:
        super().__init__(daemon=True)
        self.records = list(records)
        self.acknowledged: list[str] = []
        self.retries = 0
        self.giving_up = threading.Event()
        self._allowed = 0
        self._changed = threading.Condition()

    def allow(self, part: float) -> None:
        """From now on this part of the records, 0 to 1, may be on its way."""
        with self._changed:
            self._allowed = round(part * len(self.records))
            self._changed.notify_all()

    def give_up(self) -> None:
        self.giving_up.set()
        self.allow(1)

    def run(self) -> None:
        at = 0
        while at < len(self.records) and not self.giving_up.is_set():
            with self._changed:
                self._changed.wait_for(lambda: self._allowed > at)
                until = self._allowed
            if not self.giving_up.is_set():
                at += self.deliver(self.records[at:until])

    def deliver(self, records) -> int:
        """How many of the first were delivered; 0 when the time is not right."""
        raise NotImplementedError


class Poster(Way):
    """A PBX that posts on one connection and sends again what was not acknowledged."""

    def __init__(self, port: int, records) -> None:
        super().__init__(records)
        self.port = port
        self._connection = None

    def deliver(self, records) -> int:
        record = records[0]
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self.port,
                                                              timeout=PATIENCE_SECONDS)
            self._connection.request("POST", f"/ingest/freeswitch?uuid={record.uuid}", record.body)
            answer = self._connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            if self._connection is not None:
                self._connection.close()
            self._connection = None
            self.retries += 1
            time.sleep(0.02)
            return 0
        if answer.status != 200:
            self.retries += 1
            time.sleep(0.02)
            return 0
        self.acknowledged.append(record.uuid)
        return 1


class SpoolWriter(Way):
    """A PBX that writes files: half of them in pieces under their name, half moved in."""

    def __init__(self, folder: pathlib.Path, records) -> None:
        super().__init__(records)
        self.folder = folder

    def deliver(self, records) -> int:
        record = records[0]
        path = self.folder / f"{record.uuid}.cdr.json"
        if path.exists():  # an earlier copy waits
            time.sleep(0.005)
            return 0
        if len(self.acknowledged) % 2:
            moved = self.folder / f"{record.uuid}.unfinished"
            moved.write_bytes(record.body)
            moved.rename(path)
        else:
            with path.open("wb", buffering=0) as file:
                for begin in range(0, len(record.body), 2048):
                    file.write(record.body[begin:begin + 2048])
                    time.sleep(0.0005)
        self.acknowledged.append(record.uuid)
        return 1


class Importer(Way):
    """Imports beside the server what it may, a folder at a time, until the program succeeds."""

    def __init__(self, home: Home, records) -> None:
        super().__init__(records)
        self.home = home
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
        self.acknowledged += [record.uuid for record in records]
        return len(records)

    def kill(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self.kills += 1


class Ways:
    """Posters, a spool writer and an importer that share records out; most come by several."""

    def __init__(self, home: Home, posters: int = 4) -> None:
        self.home = home
        self.deliveries = 0
        self._posters = posters
        self._shares: dict[str, list[Record]] = {"post": [], "spool": [], "import": []}

    def share(self, record: Record, random_: random.Random, copies: int = 0) -> None:
        """By one to three ways; or so many copies, each by any."""
        names = list(self._shares)
        chosen = (random_.choices(names, k=copies) if copies
                  else random_.sample(names, k=random_.choice((1, 1, 2, 3))))
        for name in chosen:
            self._shares[name].append(record)
        self.deliveries += len(chosen)

    def start(self, random_: random.Random | None) -> None:
        """Each way in an order of its own, or as they were shared out."""
        if random_:
            for share in self._shares.values():
                random_.shuffle(share)
        posted = self._shares["post"]
        self.posters = [Poster(self.home.private_port, posted[n::self._posters])
                        for n in range(self._posters)]
        self.spool_writer = SpoolWriter(self.home.spool, self._shares["spool"])
        self.importer = Importer(self.home, self._shares["import"])
        self.all: list[Way] = [*self.posters, self.spool_writer, self.importer]
        for way in self.all:
            way.start()

    def allow(self, part: float) -> None:
        for way in self.all:
            way.allow(part)

    def acknowledged(self) -> set[str]:
        """Posted or imported; what comes by the spool is acknowledged by its file's end."""
        return {uuid for way in (*self.posters, self.importer) for uuid in list(way.acknowledged)}

    def await_all(self, seconds: float = 2 * PATIENCE_SECONDS) -> None:
        self.allow(1)
        deadline = time.monotonic() + seconds
        for way in self.all:
            way.join(max(0.1, deadline - time.monotonic()))
            assert not way.is_alive(), f"{type(way).__name__}: {len(way.acknowledged)}"
            assert sorted(way.acknowledged) == sorted(record.uuid for record in way.records)
        await_that(lambda: not any(self.home.spool.iterdir()))

    def give_up(self) -> None:
        for way in self.all:
            way.give_up()


def copy_of_store(home: Home, folder: pathlib.Path) -> pathlib.Path:
    """The files as they are: only for a store that nobody writes."""
    folder.mkdir()
    for path in home.folder.glob("edgvoip.db*"):
        shutil.copy(path, folder / path.name)
    return folder / "edgvoip.db"


def is_permitted(*command) -> bool:
    return subprocess.run(list(map(str, command)), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False).returncode == 0
