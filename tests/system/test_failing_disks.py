"""What else a disk can do: turn read-only while the server runs, fail only in a sync, or fail while
a store is being made."""

import errno
import struct

import pytest

from delivery import LONG, await_that, clean, receiving, same, simulated, stored
from test_storage_faults import DIES, Disk, deliver, deliver_in_the_end

PLENTY = 1000  # more operations than any of these needs


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    return simulated(tmp_path_factory.mktemp("made"), 60, seed=5)


def faults_at(home, shim_library, control, path):
    """The environment of a program whose operations at these paths can be made to fail."""
    home.disk = Disk(control)
    return {"LD_PRELOAD": str(shim_library), "EDGVOIP_FAULT_CONTROL": str(control),
            "EDGVOIP_FAULT_FOLDER": str(path)}


def operations_since_armed(disk):
    return PLENTY - struct.unpack("i", disk.memory[0:4])[0]


def test_a_quarantine_whose_sync_failed_is_synced_before_the_next_202(shim, chain, tmp_path):
    home = receiving(tmp_path, chain[0])
    environment = faults_at(home, shim, tmp_path / "control", home.quarantine)
    with home.serving(**environment) as server:
        assert server.post(b"first").status == 202
        home.disk.fail(PLENTY, errno.EIO)
        assert server.post(b"second").status == 202
        needed = operations_since_armed(home.disk)
        # The last one is the folder's sync: both files have their names by then.
        home.disk.fail(needed - 1, errno.EIO)
        assert server.post(b"third").status == 503
        home.disk.heal()
        assert len(list(home.quarantine.glob("*.reason"))) == 3
        home.disk.fail(0, errno.EIO)
        assert server.post(b"third").status == 503, "it is still not durable"
        home.disk.heal()
        assert server.post(b"third").status == 202
        assert server.stop() == 0


def test_a_spool_that_turns_read_only_keeps_its_files_and_gives_each_call_once(
        mounted, chain, tmp_path):
    mount, remount = mounted
    home = receiving(tmp_path, chain[0])
    mount(home.spool)
    records = chain[1][:20]
    for uuid, body in records:
        (home.spool / f"{uuid}.cdr.json").write_bytes(body)
    remount(home.spool, "rw")
    with home.serving() as server:
        await_that(lambda: not list(home.spool.iterdir()))
        for uuid, body in records:
            (home.spool / f".{uuid}").write_bytes(body)
            (home.spool / f".{uuid}").rename(home.spool / f"{uuid}.cdr.json")
        remount(home.spool, "ro")
        assert deliver(server, chain[1][20]) == 200, "posts do not need the spool"
        assert server.ask("/readyz").status == 200
        remount(home.spool, "rw")
        await_that(lambda: not list(home.spool.iterdir()))
        assert server.stop() == 0
    (tmp_path / "clean").mkdir()
    assert same(stored(home), clean(tmp_path / "clean", chain[0], chain[1][:21]))


def test_a_quarantine_that_turns_read_only_is_503_until_it_is_writable(mounted, chain, tmp_path):
    mount, remount = mounted
    home = receiving(tmp_path, chain[0])
    mount(home.quarantine)
    with home.serving() as server:
        remount(home.quarantine, "ro")
        answer = server.post(b"junk")
        assert answer.status == 503 and answer.headers["Retry-After"]
        assert deliver(server, chain[1][0]) == 200, "records do not need the quarantine"
        remount(home.quarantine, "rw")
        assert server.post(b"junk").status == 202
        assert server.stop() == 0
    assert b"junk" in [path.read_bytes() for path in home.quarantine.iterdir()]


def test_a_read_only_store_stops_the_start_and_a_writable_one_does_not(mounted, chain, tmp_path):
    mount, remount = mounted
    disk = tmp_path / "disk"
    mount(disk)
    home = receiving(disk, chain[0])
    with home.serving() as server:
        deliver_in_the_end(server, chain[1][0])
        assert server.stop() == 0
    remount(disk, "ro")
    refused = home.run("serve")
    assert refused.returncode == 1 and "edgvoip.db" in refused.stderr.splitlines()[-1]
    remount(disk, "rw")
    with home.serving() as server:
        deliver_in_the_end(server, chain[1][1])
        assert server.stop() == 0
    (tmp_path / "clean").mkdir()
    assert same(stored(home), clean(tmp_path / "clean", chain[0], chain[1][:2]))


def test_a_death_while_the_store_is_made_does_not_keep_it_from_being_made(
        shim, chain, tmp_path, capsys):
    deaths, n = 0, 0
    while True:
        folder = tmp_path / str(n)
        folder.mkdir()
        home = receiving(folder, chain[0])
        environment = faults_at(home, shim, folder / "control", folder / "edgvoip.db")
        home.disk.fail(n, DIES)
        first = home.run("migrate", **environment)
        home.disk.heal()
        assert first.returncode in (0, 137), first.stderr
        if first.returncode == 0:
            break
        deaths += 1
        again = home.run("migrate")
        assert again.returncode == 0, f"n = {n}: {again.stderr}"
        n += 1 if LONG or n < 12 else 7  # the first make the file, the others fill it
    assert deaths > 5
    with capsys.disabled():
        print(f"\n{deaths} deaths in the first {n} operations of making a store")
