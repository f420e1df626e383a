"""Records in folders that the server watches, as FreeSWITCH leaves them there."""

import os
import random
import signal
import time
import uuid

import pytest

from delivery import await_that
from processes import DOMAIN, FREESWITCH, PATIENCE_SECONDS, Home

EVER = "/api/cdr?from=2020-01-01&to=2039-01-01&page_size=500"
TENANTS = ("demo-a.edgvoip.test", "demo-b.edgvoip.test")
LONG_AGO = time.time() - 24 * 3600

JUNK = {
    "empty": b"",
    "half": b'{"core-uuid":"4f5e", "variables":{"uuid":"1f0c',
    "text": b"Lorem ipsum\n",
    "binary": bytes(range(256)) * 8,
    "nul": bytes(4096),
    "huge": b'{"variables":{"a":"' + b"x" * (1024 * 1024) + b'"}}\n',
}


def recorded_files():
    files = sorted((FREESWITCH / "json_cdr").rglob("*.json"))
    random.Random(4).shuffle(files)
    return files


def as_error_file(record: bytes) -> bytes:
    """What `encode=true` leaves in the error folder: FreeSWITCH does not encode a value twice."""
    text, unsafe = record.rstrip(b"\n"), b"\r\n \"#%&+:;<=>?@[\\]^`{|}"
    hexadecimal = b"0123456789abcdefABCDEF"
    out = bytearray()
    for at, byte in enumerate(text):
        encoded_already = byte == ord("%") and len(text) > at + 2 and all(
            digit in hexadecimal for digit in text[at + 1:at + 3])
        plain = ord(" ") <= byte <= ord("~") and byte not in unsafe
        out += bytes([byte]) if plain or encoded_already else b"%%%02X" % byte
    return bytes(out) + b"\n"


def with_spools(folder, directory=None):
    home = Home(folder, directory)
    home.spool, home.errors = folder / "spool", folder / "errors"
    home.spool.mkdir()
    home.errors.mkdir()
    home.write_config("".join(
        f'[[source]]\nname = "{name}"\nkind = "freeswitch-spool"\npath = "{path}"\n'
        for name, path in (("pbx1", home.spool), ("pbx1-errors", home.errors))))
    return home


@pytest.fixture
def spooled(tmp_path):
    return with_spools(tmp_path, (FREESWITCH / "directory.json").read_text(encoding="utf-8"))


def await_empty(*folders):
    await_that(lambda: not any(os.listdir(folder) for folder in folders))


def calls(home, server, tenant):
    return server.ask(EVER, home.token(tenant)).json


def leave_junk(folder):
    """Files that nobody writes to any more, each under a record's name."""
    names = {}
    for what, content in JUNK.items():
        name = f"{uuid.uuid4()}.cdr.json"
        unfinished = folder / "unfinished"
        unfinished.write_bytes(content)
        os.utime(unfinished, (LONG_AGO, LONG_AGO))
        unfinished.rename(folder / name)
        names[name] = content
    return names


def test_shuffled_records_and_those_of_the_error_folder_are_the_calls_that_were_made(
        spooled, recorded):
    files = recorded_files()
    with spooled.serving() as server:
        junk = leave_junk(spooled.spool)
        (spooled.spool / f"{uuid.uuid4()}.cdr.json").symlink_to(spooled.secret)
        os.mkfifo(spooled.errors / f"{uuid.uuid4()}.cdr.json")
        for at, path in enumerate(files):
            content = path.read_bytes()
            if at % 2:
                (spooled.spool / path.name).write_bytes(content)
            else:
                (spooled.errors / path.name).write_bytes(
                    as_error_file(content) if content.startswith(b"{") else content)
        # The kernel does not tell of links and pipes: they are found when all is looked through.
        await_that(lambda: all(path.is_symlink() or path.is_fifo() for folder in
                               (spooled.spool, spooled.errors) for path in folder.iterdir()))
        for tenant in TENANTS:
            expected = recorded.server.ask(EVER, recorded.token(tenant)).json
            assert calls(spooled, server, tenant) == expected
            assert expected["total"] > 30
        assert server.stop() == 0
    with spooled.serving():
        await_empty(spooled.spool, spooled.errors)
    kept = {path.name: path for path in spooled.quarantine.iterdir()}
    inputs = {name: path for name, path in kept.items() if not name.endswith(".reason")}
    assert len(kept) == 2 * len(inputs)
    assert all(f"{name}.reason" in kept for name in inputs)
    by_origin = {name.rsplit(".", 1)[0]: path.read_bytes() for name, path in inputs.items()}
    assert {name: by_origin.pop(name) for name in junk} == junk
    assert list(by_origin.values()) == [b"", b""], "the link and the pipe, without a byte of them"
    assert spooled.secret.exists()


def test_a_kill_while_files_come_loses_and_doubles_nothing(spooled, recorded):
    files = recorded_files()
    for path in files[:150]:
        (spooled.spool / path.name).write_bytes(path.read_bytes())
    with spooled.serving() as server:
        for path in files[150:]:
            (spooled.spool / path.name).write_bytes(path.read_bytes())
        server.stop(signal.SIGKILL)
    for path in files[::5]:  # once more, as after a timeout of the PBX
        (spooled.errors / path.name).write_bytes(path.read_bytes())
    with spooled.serving() as server:
        await_empty(spooled.spool, spooled.errors)
        for tenant in TENANTS:
            assert calls(spooled, server, tenant) == \
                recorded.server.ask(EVER, recorded.token(tenant)).json
    assert not spooled.quarantine.exists()


def test_what_has_another_name_stays(spooled):
    record = recorded_files()[0]
    foreign = spooled.spool / f"{record.name}.tmp"
    foreign.write_bytes(record.read_bytes())
    below = spooled.spool / "2026" / record.name
    below.parent.mkdir()
    below.write_bytes(record.read_bytes())
    with spooled.serving() as server:
        (spooled.spool / record.name).write_bytes(record.read_bytes())
        await_that(lambda: not (spooled.spool / record.name).exists())
        assert server.stop() == 0
    assert foreign.exists() and below.exists()


def test_a_folder_that_is_not_there_stops_the_start(home):
    home.write_config('[[source]]\nname = "pbx1"\nkind = "freeswitch-spool"\npath = "nowhere"\n')
    for verb in ("serve", "check"):
        done = home.run(verb)
        assert done.returncode == 1
        assert "source 'pbx1'" in done.stderr and "'nowhere'" in done.stderr
        assert "make it" in done.stderr


def test_check_counts_what_waits(tmp_path):
    home = with_spools(tmp_path)
    for path in recorded_files()[:3]:
        (home.spool / path.name).write_bytes(path.read_bytes())
    said = home.do("check")
    assert f"source 'pbx1': 3 records wait in '{home.spool}'" in said
    assert "source 'pbx1-errors': 0 records wait" in said


def test_simulated_calls_appear_as_they_end(tmp_path):
    home = with_spools(tmp_path)
    out = tmp_path / "out"
    following = home.start(
        "simulate", "--seed", "5", "--tenants", "1", "--stores", "4", "--calls", "5000",
        "--days", "1", "--to", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 300)),
        "--from", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 300)),
        "--out", out, "--directory", home.directory, "--follow", home.spool, "--always-open")
    try:
        await_that(lambda: any(home.spool.glob("*.cdr.json")))
        with home.serving() as server:
            domain = "catena-a.demo.edgvoip.test"
            assert DOMAIN not in home.directory.read_text()
            token = home.token(domain)
            await_that(lambda: server.ask(EVER, token).json["total"] > 5)
            first = server.ask(EVER, token).json["total"]
            await_that(lambda: server.ask(EVER, token).json["total"] > first)
            now = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 2))
            assert all(call["end_ts"][:19] <= now
                       for call in server.ask(EVER, token).json["items"])
    finally:
        following.send_signal(signal.SIGTERM)
        said, _ = following.communicate(timeout=PATIENCE_SECONDS)
    assert following.returncode == 0
    assert "followed: records" in said
    assert not list((out / "records").rglob("*.json"))
