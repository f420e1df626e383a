"""A disk that fails at its n-th operation, for every n: never a 2xx for what is not durable."""

import contextlib
import errno
import mmap
import os
import struct
import subprocess
import time

import pytest

from delivery import LONG, clean, receiving, same, simulated, stored
from processes import PATIENCE_SECONDS

OPERATIONS_MAX = 60
DIES = -1
FAULTS = ["ENOSPC", "EIO", "EROFS"] if LONG else ["ENOSPC", "EIO"]


class Disk:
    """What the program's operations below a folder come to."""

    def __init__(self, control):
        control.write_bytes(struct.pack("iii", 0, 0, 0))
        with control.open("r+b") as file:
            self.memory = mmap.mmap(file.fileno(), 12)

    def fail(self, after, error, once=False):
        self.memory[0:12] = struct.pack("iii", after, 0, int(once))
        self.memory[4:8] = struct.pack("i", error)

    def heal(self):
        self.memory[4:8] = struct.pack("i", 0)


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    return simulated(tmp_path_factory.mktemp("made"), 600, seed=3)


@pytest.fixture
def faulty(shim, chain, tmp_path):
    """A home whose store, quarantine and spool are on a disk that can be made to fail."""
    (tmp_path / "home").mkdir()
    home = receiving(tmp_path / "home", chain[0])
    control = tmp_path / "control"
    home.disk = Disk(control)
    home.environment = {"LD_PRELOAD": str(shim), "EDGVOIP_FAULT_CONTROL": str(control),
                        "EDGVOIP_FAULT_FOLDER": str(home.folder / "edgvoip.db")}
    return home


def deliver(server, record):
    uuid, body = record
    return server.post(body, f"?uuid={uuid}").status


def deliver_in_the_end(server, record):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (status := deliver(server, record)) != 200:
        assert status == 503 and time.monotonic() < deadline, "it does not recover by itself"
        time.sleep(0.01)


def leg_ids(home):
    return [row["leg_id"] for table in ("leg_records", "pending_legs")
            for row in stored(home)[table]]


@pytest.mark.parametrize("once", [False, True], ids=["lasting", "once"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_post_is_503_when_any_operation_of_the_store_fails(faulty, chain, tmp_path, fault, once):
    records = iter(chain[1])
    used, failed_at = [], []
    with faulty.serving(**faulty.environment) as server:
        for n in range(OPERATIONS_MAX):
            record = next(records)
            used.append(record)
            faulty.disk.fail(n, getattr(errno, fault), once)
            status = deliver(server, record)
            faulty.disk.heal()
            assert status in (200, 503)
            if status == 503:
                failed_at.append(n)
            else:
                assert record[0] in leg_ids(faulty), f"200 and not there, n = {n}"
            deliver_in_the_end(server, record)
        assert server.stop() == 0
    # The very first may be the name in the lock file, which is only there to be read by people.
    assert 1 in failed_at and OPERATIONS_MAX - 1 not in failed_at, failed_at
    (tmp_path / "clean").mkdir()
    assert same(stored(faulty), clean(tmp_path / "clean", chain[0], used))


def test_a_death_at_any_operation_keeps_what_was_acknowledged(faulty, chain, tmp_path):
    records = iter(chain[1])
    used, deaths = [], 0
    for n in range(OPERATIONS_MAX if LONG else 20):
        record = next(records)
        used.append(record)
        with faulty.serving(**faulty.environment) as server:
            faulty.disk.fail(n, DIES)
            with contextlib.suppress(OSError):
                if deliver(server, record) == 200:
                    faulty.disk.heal()
                    assert record[0] in leg_ids(faulty)
            faulty.disk.heal()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.process.wait(0.05)
            deaths += server.process.poll() is not None
        with faulty.serving(**faulty.environment) as server:
            deliver_in_the_end(server, record)
            assert server.stop() == 0
    assert deaths >= 3
    (tmp_path / "clean").mkdir()
    assert same(stored(faulty), clean(tmp_path / "clean", chain[0], used))


@pytest.mark.parametrize("fault", FAULTS)
def test_an_input_is_202_only_when_its_quarantine_holds_it(faulty, fault):
    faulty.environment["EDGVOIP_FAULT_FOLDER"] = str(faulty.quarantine)
    with faulty.serving(**faulty.environment) as server:
        assert server.post(b"first").status == 202  # the folder is there from now on
        statuses = []
        for n in range(12):
            body = f"junk {n}".encode()
            faulty.disk.fail(n, getattr(errno, fault))
            statuses.append(server.post(body).status)
            faulty.disk.heal()
            kept = [path.read_bytes() for path in faulty.quarantine.iterdir()]
            assert statuses[-1] == 503 or body in kept
            assert server.post(body).status == 202
    assert statuses[0] == 503 and statuses[-1] == 202
    kept = [path.read_bytes() for path in faulty.quarantine.iterdir()
            if not path.name.endswith(".reason")]
    assert {f"junk {n}".encode() for n in range(12)} <= set(kept)


def test_a_file_that_cannot_be_removed_from_the_spool_is_one_call(faulty, chain, tmp_path):
    faulty.environment["EDGVOIP_FAULT_FOLDER"] = str(faulty.spool)
    records = chain[1][:20]
    with faulty.serving(**faulty.environment) as server:
        faulty.disk.fail(0, errno.EROFS)
        for uuid, body in records:
            (faulty.spool / f"{uuid}.cdr.json").write_bytes(body)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(leg_ids(faulty)) < len(records):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert len(os.listdir(faulty.spool)) == len(records)
        faulty.disk.heal()
        while os.listdir(faulty.spool):
            assert time.monotonic() < deadline + PATIENCE_SECONDS
            time.sleep(0.05)
        assert server.stop() == 0
    (tmp_path / "clean").mkdir()
    assert same(stored(faulty), clean(tmp_path / "clean", chain[0], records))


def test_a_spool_keeps_its_files_while_the_store_cannot_be_written(faulty, chain, tmp_path):
    records = chain[1][:20]
    with faulty.serving(**faulty.environment) as server:
        faulty.disk.fail(0, errno.ENOSPC)
        for uuid, body in records:
            (faulty.spool / f"{uuid}.cdr.json").write_bytes(body)
        assert deliver(server, chain[1][30]) == 503
        assert len(os.listdir(faulty.spool)) == len(records)
        assert server.ask("/readyz").status == 200  # questions are answered all the while
        faulty.disk.heal()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while os.listdir(faulty.spool):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert server.stop() == 0
    (tmp_path / "clean").mkdir()
    assert same(stored(faulty), clean(tmp_path / "clean", chain[0], records))


def test_a_full_disk_is_503_until_there_is_room(mounted, chain, tmp_path):
    mount, _ = mounted
    small_disk = tmp_path / "disk"
    mount(small_disk)
    home = receiving(small_disk, chain[0])
    filler = small_disk / "filler"
    records = chain[1][:300]
    refused = 0
    with home.serving() as server:
        for number, record in enumerate(records):
            if number % 50 == 25:
                with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
                    while True:
                        file.write(bytes(4096))
                while deliver(server, record) == 200:
                    record = records[(records.index(record) + 1) % len(records)]
                refused += 1
                filler.unlink()
            deliver_in_the_end(server, record)
        for record in records:
            deliver_in_the_end(server, record)
        assert server.stop() == 0
    assert refused == 6
    (tmp_path / "clean").mkdir()
    assert same(stored(home), clean(tmp_path / "clean", chain[0], records))
