"""What the program writes about itself tells no secret, no token and no whole phone number; what it
keeps is for its own user."""

import base64
import copy
import errno
import json
import os
import stat
import urllib.parse
import uuid

import pytest

import plants
from delivery import await_that
from pbx_socket import PbxSocket, channel, event
from processes import FREESWITCH, ROME, Home
from test_failing_disks import faults_at
from test_reload import reload
from wire import Wire, request_of

EVENTS = ("http_request", "http_refused", "token_refused", "ingest_quarantined", "ingest_refused",
          "ingest_failed", "ingest_uuid_differs", "spool_quarantined", "reload_failed", "reloaded",
          "index_checked", "event_socket_up", "live_unread", "stopping", "stopped")
OLD = 24 * 3600


def record(number: str, **changed) -> bytes:
    """A real record of a call that came in, from this number."""
    texts = (path.read_text(encoding="utf-8")
             for path in sorted((FREESWITCH / "json_cdr" / "sipp").glob("*.json")))
    text = next(text for text in texts if '"direction":"inbound"' in text)
    made = json.loads(text.replace("390611100001", number.removeprefix("+"))
                      .replace("390611100004", number.removeprefix("+")))
    made["variables"]["uuid"] = str(uuid.uuid4())
    made["variables"]["sip_from_user"] = number
    made["callflow"][0]["caller_profile"]["caller_id_number"] = number
    made["variables"].update(changed)
    return json.dumps(made).encode()


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"pbx:{password}".encode()).decode()


class Planter:
    """Says every planted thing wherever it can be said."""

    def __init__(self, folder) -> None:
        self.numbers = plants.Numbers()
        self.tenant = copy.deepcopy(ROME["tenants"][0])
        self.tenant["dids"][0]["did_e164"] = self.numbers.at("a DID of the directory")
        self.home = Home(folder, {"tenants": [self.tenant]})
        self.home.secret.write_text(plants.SECRET + "\n")
        self.password = folder / "password"
        self.password.write_text(plants.PASSWORD + "\n")
        self.pbx = PbxSocket()
        self.pbx.password = plants.PBX_PASSWORD
        pbx_password = folder / "pbx-password"
        pbx_password.write_text(plants.PBX_PASSWORD + "\n")
        self.spool = folder / "spool"
        self.spool.mkdir()
        self.home.write_config(
            f'[[source]]\nname = "pbx1"\nkind = "freeswitch-spool"\npath = "{self.spool}"\n',
            log_level="debug", private_user="pbx", private_password_file=str(self.password),
            live_kind="freeswitch", live_address=f"127.0.0.1:{self.pbx.port}",
            live_password_file=str(pbx_password))
        self.tokens = plants.tokens(self.tenant)
        self.said: list[str] = []

    def ask_with_tokens(self, port: int) -> None:
        """In the header where they belong, and where they do not."""
        for token in self.tokens.values():
            for head in (
                    f"GET /api/cdr HTTP/1.1\r\nAuthorization: Bearer {token}",
                    f"GET /api/cdr HTTP/1.1\r\nAuthorization: Basic {token}",
                    f"GET /api/cdr HTTP/1.1\r\nAuthorization: {token}",
                    f"GET /api/cdr?token={token} HTTP/1.1",
                    f"GET /api/cdr?{token} HTTP/1.1\r\nAuthorization: Bearer "
                    f"{self.tokens['good']}",
                    f"GET /api/cdr?cursor={token} HTTP/1.1\r\nAuthorization: Bearer "
                    f"{self.tokens['good']}",
                    f"GET /api/cdr/{token} HTTP/1.1\r\nAuthorization: Bearer "
                    f"{self.tokens['good']}",
                    f"GET /{token} HTTP/1.1", f"GET /docs/{token} HTTP/1.1",
                    f"GET /api/cdr/{token}%zz HTTP/1.1", f"GET {token} HTTP/1.1",
                    f"GET /api/cdr HTTP/1.1\r\nX-Request-Id: {token}",
                    f"GET /healthz HTTP/1.1\r\nX-Request-Id: {token}\r\nCookie: {token}\r\n"
                    f"Referer: http://test/?{token}\r\nUser-Agent: {token}",
                    f"GET /healthz HTTP/1.1\r\n{token}: x", f"GET /healthz HTTP/{token}",
                    f"{token} /api/cdr HTTP/1.1", f"BREW /api/{token} HTTP/1.1",
                    f"GET /healthz HTTP/1.1\r\nExpect: {token}",
                    f"GET /healthz HTTP/1.1\r\nTransfer-Encoding: {token}"):
                self.exchange(port, f"{head}\r\nHost: test\r\n\r\n".encode())
            self.exchange(port, f"GET / HTTP/1.1\r\nHost: {token}\r\n\r\n".encode())

    def ask_with_numbers(self, server) -> None:
        """In every parameter of every endpoint, in paths, and in what the answers say."""
        good = self.tokens["good"]
        contract = server.ask("/api/openapi.json").json
        for path, item in contract["paths"].items():
            target = path.replace("{call_id}", self.spoken("a path")).replace("{file}", "page.css")
            assert server.ask(target, good).status < 500
            for parameter in item["get"].get("parameters", []):
                name = parameter.get("name") or parameter["$ref"].rsplit("/", 1)[1]
                for value in (self.spoken(f"{name} of {path}"), plants.PASSWORD, plants.SECRET):
                    assert server.ask(f"{target}?{name}={value}", good).status < 500
        for number in (self.spoken("a filter"), self.spoken("another filter").replace("%2B", "+")):
            for name in ("q", "number", "did_e164"):
                for direction in ("in", number):
                    server.ask(f"/api/cdr?{name}={number}&direction={direction}", good)
                    server.ask(f"/api/cdr?{number}={name}", good)
        for target in (f"/{self.spoken('a strange path')}", f"/api/{self.spoken('an api path')}/x",
                       f"/docs/{self.spoken('a file')}"):
            assert server.ask(target, good).status == 404
        number = self.numbers.at("a request id")
        server.ask("/healthz", None, X_Request_Id=number)

    def call_live(self, server) -> None:
        """Calls that go on, and what is none, from planted numbers."""
        self.pbx.await_link(server, self.tokens["good"])
        say = self.numbers.at
        did = self.tenant["dids"][0]["did_e164"]
        bad = event("CHANNEL_CREATE", "x", say("an event without time"))
        self.pbx.say(
            event("CHANNEL_CREATE", "live", say("a live call"), did),
            bad | {"Event-Date-Timestamp": say("a live time")},
            bad | {"Unique-ID": f"{say('a live id')} x"},
            bad | {"Call-Direction": say("a live direction")},
            json.dumps(event("CHANNEL_CREATE", "bad", say("a bad event"))).encode()[:-5] + b"}")
        self.await_live(server, 1)
        # Behind a cut one the link begins anew, with the PBX's own list.
        self.pbx.channels = [channel("one", say("a listed call"), did),
                             channel("two", say("another listed call"), did)]
        self.pbx.say(json.dumps(event("CHANNEL_CREATE", "cut", say("a cut event"))).encode()[:-5])
        self.await_live(server, 2)

    def await_live(self, server, count: int) -> None:
        await_that(lambda: server.ask("/api/monitor/active-calls",
                                      self.tokens["good"]).json.get("total") == count)

    def spoken(self, place: str) -> str:
        return urllib.parse.quote(self.numbers.at(place))

    def post(self, server) -> None:
        """Records that are sound, that are none, and at a door that stays shut."""
        say = self.numbers.at
        good = basic(plants.PASSWORD)
        sound = server.post(record(say("a sound record")), Authorization=good)
        assert sound.status == 200, sound.body
        differs = server.post(record(say("a record of another uuid")), f"?uuid={uuid.uuid4()}",
                              Authorization=good)
        assert differs.status == 200
        broken = [
            record(say("a cut record"))[:-900],
            record(say("a record in text")) + b"}",
            say("a number for a record").encode(),
            record(say("times"), start_uepoch=say("a start").removeprefix("+")),
            record(say("an end"), end_uepoch=say("a word for an end")),
            record(say("an id"), uuid=f"{say('a word for an id')} x"),
            record("+391").replace(b'"direction": "', b'"direction": "' +
                                   say("a direction").encode()),
        ]
        for body in broken:
            kept = server.post(body, f"?uuid={self.spoken('a uuid')}", Authorization=good)
            assert kept.status == 202, (kept.status, body)
        for wrong in (basic(plants.PASSWORD + "x"), f"Bearer {self.tokens['good']}", ""):
            assert server.post(record(say("a door")), Authorization=wrong).status == 401
        for target in (f"GET /index/check?sip_domain={self.spoken('a check')}",
                       f"GET /index/check?sip_domain={self.tenant['sip_domain']}",
                       f"GET /metrics?{self.spoken('a look')}",
                       f"GET /{self.spoken('a private path')}",
                       f"BREW /ingest/{self.spoken('a private method')}"):
            self.exchange(server.private_port, f"{target} HTTP/1.1\r\nHost: test\r\n"
                          f"Authorization: {good}\r\n\r\n".encode())

    def spool_records(self) -> None:
        def leave(place: str, body: bytes) -> None:
            beside = self.spool / "beside"
            beside.write_bytes(body)
            os.utime(beside, (beside.stat().st_mtime - OLD,) * 2)
            beside.rename(self.spool / f"{uuid.uuid4()}.cdr.json")

        say = self.numbers.at
        (self.spool / f"{say('a file name')}.json").write_bytes(b"")
        leave("good", record(say("a spooled record")))
        leave("cut", record(say("a cut file"))[:-900])
        leave("huge", record(say("a huge file")) + b" " * 1_100_000)
        await_that(lambda: len(list(self.spool.iterdir())) == 1)

    def reload_what_is_wrong(self, server) -> None:
        twice = copy.deepcopy(self.tenant)
        twice["dids"] *= 2
        odd = copy.deepcopy(self.tenant)
        odd["dids"][0]["did_e164"] = self.numbers.at("a wrong DID") + "000000"
        cut = json.dumps({"tenants": [twice]})
        at = cut.index(self.tenant["dids"][0]["did_e164"])
        for directory in ({"tenants": [twice]}, {"tenants": [odd]}, cut[:at + 14],
                          cut.replace('"did_e164": ', '"did_e164" ')):
            self.home.write_directory(directory)
            reload(server, self.home, ("reloaded", "keys"), ("reload_failed", "directory"))
            for verb in (("check",), ("import", "freeswitch", self.spool),
                         ("directory", "check", self.home.directory)):
                done = self.home.run(*verb, configured=verb[0] != "directory")
                assert done.returncode == 1
                self.said.append(done.stdout + done.stderr)
        self.home.write_directory({"tenants": [self.tenant]})
        self.home.secret.write_text(plants.SECRET[:20] + "\n")
        reload(server, self.home, ("reload_failed", "keys"), ("reloaded", "directory"))
        self.home.secret.write_text(plants.SECRET + "\n")

    def run_verbs(self) -> None:
        folder = self.home.folder / "records"
        folder.mkdir()
        (folder / "good.json").write_bytes(record(self.numbers.at("an imported record")))
        (folder / "bad.json").write_bytes(record(self.numbers.at("a bad file"))[:-900])
        for verb in (("import", "freeswitch", folder), ("check",), ("migrate",), ("reattribute",),
                     ("check", "--index"), ("--print-config",)):
            done = self.home.run(*verb)
            assert done.returncode == 0, (verb, done.stderr)
            self.said.append(done.stdout + done.stderr)

    def fail_to_keep(self, server) -> None:
        """The disk gives errors: what cannot be stored, and what cannot be put aside."""
        good = basic(plants.PASSWORD)
        self.home.disk.fail(0, errno.EIO)
        for body in (record(self.numbers.at("a failing disk")),
                     self.numbers.at("a failing quarantine").encode()):
            assert server.post(body, Authorization=good).status == 503
        self.home.disk.heal()

    @staticmethod
    def exchange(port: int, request: bytes) -> None:
        """The request, and what comes until an answer is whole."""
        wire = Wire(port)
        wire.send(request)
        assert wire.read_answer() is not None, request
        wire.close()

    def written(self, server) -> str:
        """All that was said: by the server, by the verbs, by the metrics and the reasons."""
        wire = Wire(server.private_port)
        wire.send(request_of("/metrics", Authorization=basic(plants.PASSWORD)))
        status, _, metrics = wire.read_answer()
        wire.close()
        assert status == 200
        assert server.stop() == 0
        log = (self.home.folder / "serve.log").read_text()
        events = {json.loads(line)["event"] for line in log.splitlines()}
        assert set(EVENTS) <= events, set(EVENTS) - events
        reasons = [path.read_text() for path in self.home.quarantine.glob("*.reason")]
        assert len(reasons) > 8
        return "\n".join([log, metrics.decode(), *self.said, *reasons])


def test_the_disguises_are_seen_through():
    number = plants.Numbers().at("here")
    digits = number.removeprefix("+39")
    for text in (f"x{number}", urllib.parse.quote(number), digits.encode().hex(),
                 *(plants.base64url(b"abc"[:n] + number.encode() + b"z") for n in range(4))):
        assert plants.leaks(f"so {text} it is", {"number": digits}), text
    assert not plants.leaks(number.replace(digits[-3:], "***"), {"number": digits})


def test_no_secret_token_or_whole_number_is_in_what_is_written(tmp_path, shim):
    planter = Planter(tmp_path)
    environment = faults_at(planter.home, shim, tmp_path / "control", tmp_path)
    with planter.home.serving(**environment) as server:
        planter.ask_with_tokens(server.port)
        planter.ask_with_tokens(server.private_port)
        planter.call_live(server)
        planter.ask_with_numbers(server)
        planter.post(server)
        planter.spool_records()
        planter.run_verbs()
        planter.fail_to_keep(server)
        planter.reload_what_is_wrong(server)
        written = planter.written(server)
    found = plants.planted(planter.numbers, planter.tokens)
    assert len(found) > 60
    assert plants.leaks(written, found) == []


@pytest.fixture
def nothing_masked():
    """As under a service manager that leaves files open to all."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(*paths) -> list[str]:
    return [f"{path}: {stat.filemode(path.stat().st_mode)}" for path in paths
            if path.stat().st_mode & 0o077]


def test_what_is_kept_can_be_read_by_its_user_only(tmp_path, nothing_masked):
    planter = Planter(tmp_path)
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "bad.json").write_bytes(b"no record")
    planter.home.do("import", "freeswitch", tmp_path / "records")
    with planter.home.serving() as server:
        planter.spool_records()
        assert server.post(record("+393401234567"),
                           Authorization=basic(plants.PASSWORD)).status == 200
        assert server.post(b"junk", Authorization=basic(plants.PASSWORD)).status == 202
        stores = list(tmp_path.glob("edgvoip.db*"))
        assert {path.name for path in stores} >= {"edgvoip.db", "edgvoip.db-wal", "edgvoip.db-shm"}
        kept = list(planter.home.quarantine.iterdir())
        assert len(kept) >= 8
        assert open_to_others(*stores, planter.home.quarantine, *kept) == []
    simulated = tmp_path / "simulated.db"
    planter.home.do("simulate", "--store", f"sqlite:{simulated}", "--directory",
                    tmp_path / "simulated.json", "--seed", 3, "--tenants", 1, "--stores", 1,
                    "--days", 1)
    assert open_to_others(simulated, tmp_path / "simulated.json") == []
