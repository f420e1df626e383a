"""The simulated PBX while it goes on: what its Event Socket tells, and the records it leaves."""

import itertools
import json
import pathlib
import subprocess
import time
import urllib.parse

import pytest

from event_socket import Closed, EventSocket
from processes import PATIENCE_SECONDS, PROGRAM

PASSWORD = "a password of its own"
EVENTS = ("CHANNEL_CREATE CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE "
          "CHANNEL_DESTROY HEARTBEAT")


class Pbx:
    def __init__(self, folder: pathlib.Path, *more: str) -> None:
        self.spool = folder / "spool"
        self.password = folder / "password"
        self.password.write_text(f"{PASSWORD}\n")
        now = time.strftime("%Y-%m-%dT%H:%M:00Z", time.gmtime(time.time() - 600))
        self.process = subprocess.Popen(
            [PROGRAM, "simulate", "--seed", "9", "--stores", "8", "--calls", "5000",
             "--always-open", "--from", now, "--to", now, "--out", folder / "out",
             "--follow", self.spool, "--event-socket", "127.0.0.1:0",
             "--event-socket-password-file", self.password, *more],
            stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()  # what was simulated before: nothing
        self.address = self.process.stdout.readline().split()[-1]

    def record(self, uuid: str) -> dict | None:
        for name in (f"a_{uuid}.cdr.json", f"{uuid}.cdr.json"):
            if (self.spool / name).exists():
                return json.loads((self.spool / name).read_text())
        return None

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def pbx(tmp_path_factory):
    running = Pbx(tmp_path_factory.mktemp("pbx"))
    yield running
    assert running.stop() == 0
    assert running.process.stdout.read().startswith("followed: records ")


@pytest.fixture
def client(pbx):
    with EventSocket(pbx.address) as connected:
        assert connected.frame() == ({"Content-Type": "auth/request"}, b"")
        connected.say(f"auth {PASSWORD}")
        assert connected.frame()[0]["Reply-Text"] == "+OK accepted"
        yield connected


def channels(client: EventSocket) -> dict[str, dict]:
    client.say("api show channels as json")
    while True:
        headers, body = client.frame()
        if headers["Content-Type"] == "api/response":
            return {row["uuid"]: row for row in json.loads(body).get("rows", [])}


def test_each_leg_that_ends_has_left_its_record(pbx, client):
    client.say(f"event json {EVENTS}")
    assert client.frame()[0]["Reply-Text"] == "+OK event listener enabled json"
    up = set(channels(client))
    assert up, "calls of the last minutes are still up"
    created, ended = set(), set()
    for event in client.events():
        if event["Event-Name"] == "CHANNEL_CREATE":
            created.add(event["Unique-ID"])
        if event["Event-Name"] != "CHANNEL_HANGUP_COMPLETE":
            continue
        ended.add(event["Unique-ID"])
        record = pbx.record(event["Unique-ID"])
        assert record is not None, "it was there before it was told"
        variables = {name: urllib.parse.unquote(value)
                     for name, value in record["variables"].items()}
        for name in ("start_uepoch", "answer_uepoch", "end_uepoch", "hangup_cause", "call_uuid"):
            assert event[f"variable_{name}"] == variables[name]
        assert event["Event-Date-Timestamp"] == variables["end_uepoch"]
        if ended & up and ended & created:
            break
    assert ended <= created | up


def test_no_event_comes_before_its_time(client):
    client.say(f"event json {EVENTS}")
    for event in itertools.islice(client.events(), 20):
        assert int(event["Event-Date-Timestamp"]) <= time.time() * 1e6


def test_a_wrong_password_is_refused(pbx):
    with EventSocket(pbx.address) as stranger:
        stranger.frame()
        stranger.say("auth ClueCon")
        assert stranger.frame()[0]["Reply-Text"] == "-ERR invalid"
        headers, body = stranger.frame()
        assert headers["Content-Type"] == "text/disconnect-notice"
        assert b"Disconnected, goodbye." in body
        with pytest.raises(Closed):
            stranger.frame()


@pytest.mark.parametrize("options, said", [
    (["--event-socket", "0.0.0.0:0"], "loopback"),
    (["--event-socket", "nowhere"], "nowhere"),
    (["--event-socket-password-file", "/nonexistent"], "--event-socket-password-file"),
])
def test_an_event_socket_that_cannot_be_is_refused(tmp_path, options, said):
    (tmp_path / "password").write_text(PASSWORD)
    given = {"--event-socket": "127.0.0.1:0",
             "--event-socket-password-file": str(tmp_path / "password")}
    given |= {options[0]: options[1]}
    now = time.strftime("%Y-%m-%dT%H:%M:00Z", time.gmtime())
    done = subprocess.run(
        [PROGRAM, "simulate", "--out", tmp_path / "out", "--from", now, "--to", now,
         "--follow", tmp_path / "spool", *(part for pair in given.items() for part in pair)],
        capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    assert done.returncode == 1
    assert said in done.stderr


@pytest.mark.parametrize("options", [
    ["--event-socket", "127.0.0.1:0"],
    ["--follow", "spool", "--event-socket", "127.0.0.1:0"],
    ["--follow", "spool", "--event-socket-password-file", "password"],
    ["--follow", "spool", "--event-socket-anywhere"],
])
def test_an_event_socket_has_calls_to_follow_and_a_password(tmp_path, options):
    done = subprocess.run([PROGRAM, "simulate", "--out", "out", *options], cwd=tmp_path,
                          capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    assert done.returncode == 2
