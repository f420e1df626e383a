"""Records posted by FreeSWITCH to the running server."""

import base64
import contextlib
import csv
import http.client
import json
import random
import signal
import socket
import threading
import time

import pytest

from processes import FREESWITCH, PATIENCE_SECONDS, Home
from test_truth import CLOCK_SECONDS, EVER, as_kept, seconds

POSTS = FREESWITCH / "http_posts"
PHASES = ("h1", "h2", "h3")
DOMAINS = ("demo-a.edgvoip.test", "demo-b.edgvoip.test")


def rows():
    with (FREESWITCH / "truth.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["phase"] in PHASES and row["tenant"]]


def recorded_posts(*phases):
    """Each recorded request: its query, its headers, its body."""
    for head in sorted(path for phase in phases for path in (POSTS / phase).glob("*.head.txt")):
        lines = head.read_text(encoding="utf-8").split("\n\n")[0].split("\n")
        query = "?" + lines[0].split()[1].partition("?")[2]
        headers = dict(line.split(": ", 1) for line in lines[1:]
                       if line.partition(":")[0] not in ("Host", "Content-Length"))
        body = head.with_name(head.name.replace(".head.txt", ".body")).read_bytes()
        yield query, {name.replace("-", "_"): value for name, value in headers.items()}, body


def of_freeswitch(tmp_path):
    return Home(tmp_path, (FREESWITCH / "directory.json").read_text(encoding="utf-8"))


def call_ids(server, home):
    """How often each call is in the lists of all tenants."""
    found = []
    for domain in DOMAINS:
        items = server.ask(f"/api/cdr?{EVER}&page_size=500", home.token(domain)).json
        assert items["total"] == len(items["items"])
        found += [item["call_id"] for item in items["items"]]
    return found


@pytest.fixture(scope="module")
def posted(tmp_path_factory):
    home = of_freeswitch(tmp_path_factory.mktemp("posted"))
    with home.serving() as server:
        home.server = server
        home.answers = [(query, server.post(body, query, **headers))
                        for query, headers, body in recorded_posts(*PHASES)]
        yield home


def test_every_recorded_post_is_stored(posted):
    assert len(posted.answers) > 50
    for query, answer in posted.answers:
        assert answer.status == 200, answer.body
        assert answer.json["stored"] is True and query == f"?uuid={answer.json['uuid']}"
    assert not posted.quarantine.exists()


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["test_id"])
def test_a_posted_call_is_what_the_phones_measured(posted, row):
    token = posted.token(f"{row['tenant']}.edgvoip.test")
    call = posted.server.ask(f"/api/cdr/{row['a_leg_uuid']}", token).json
    assert call["direction"] == row["direction"]
    assert call["disposition"] in {row["disposition"], row["disposition_alt"]} - {""}
    assert call["from_uri"] == as_kept(row["caller"])
    if row["direction"] == "in":
        assert call["did_e164"] == as_kept(row["did"])
    assert abs(seconds(call["start_ts"]) - float(row["t_invite"])) < CLOCK_SECONDS
    if row["t_end"]:
        assert abs(seconds(call["end_ts"]) - float(row["t_end"])) < CLOCK_SECONDS
    if row["disposition"] == "ANSWERED" and row["answered_by"].isdigit():
        assert call["ext_number"] == row["answered_by"]
    assert call["raw_ref"] == f"post:{row['a_leg_uuid']}"


def test_no_call_is_there_but_those_that_were_made(posted):
    assert sorted(call_ids(posted.server, posted)) == sorted(row["a_leg_uuid"] for row in rows())


def test_the_same_again_in_any_order_changes_nothing(posted):
    before = [posted.server.ask(f"/api/cdr?{EVER}&page_size=500", posted.token(domain)).body
              for domain in DOMAINS]
    again = [post for post in recorded_posts(*PHASES) for _ in range(5)]
    random.Random(5).shuffle(again)
    for query, headers, body in again:
        assert posted.server.post(body, query, **headers).status == 200
    after = [posted.server.ask(f"/api/cdr?{EVER}&page_size=500", posted.token(domain)).body
             for domain in DOMAINS]
    assert after == before


@pytest.mark.parametrize("body", [b"", b"Lorem ipsum", bytes(range(256)), b"{\"a\":1}", b"cdr=%zz",
                                  b"[" * 100_000], ids=range(6))
def test_what_cannot_be_read_is_202_and_kept(home, body):
    with home.serving() as server:
        for _ in range(2):
            answer = server.post(body, "?uuid=35e10cfd-5d74-4ead-933e-f70814fabc51")
            assert answer.status == 202 and answer.json["quarantined"] is True
    kept = [path for path in home.quarantine.iterdir() if path.suffix != ".reason"]
    assert [path.read_bytes() for path in kept] == [body]
    assert "35e10cfd-5d74-4ead-933e-f70814fabc51" in kept[0].name


def test_a_quarantine_that_cannot_be_written_is_503(home):
    home.quarantine.write_text("a file where the folder should be")
    with home.serving() as server:
        answer = server.post(b"junk")
        assert answer.status == 503 and answer.headers["Retry-After"] == "5"
        assert answer.headers["Content-Type"] == "application/problem+json"


def send(port, request: bytes) -> bytes:
    """What comes back for these very bytes, until the server closes."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
        connection.sendall(request)
        answer = b""
        while more := connection.recv(65536):
            answer += more
        return answer


def test_the_door_takes_posts_of_a_known_size_only(home):
    path = "/ingest/freeswitch"
    with home.serving() as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.private_port,
                                                timeout=PATIENCE_SECONDS)
        with contextlib.closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            assert answer.status == 405 and answer.headers["Allow"] == "POST"
            answer.read()
            connection.request("POST", "/elsewhere", b"x")
            assert connection.getresponse().status == 404
        head = f"POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        assert send(server.private_port, f"{head}\r\n".encode()).startswith(b"HTTP/1.1 411 ")
        assert send(server.private_port, f"{head}Content-Length: {1024 * 1024 + 1}\r\n\r\n".encode()
                    ).startswith(b"HTTP/1.1 413 ")
        assert server.ask(path, home.token(), "POST").status == 405, "not on the public listener"


def test_a_client_that_asks_to_go_on_is_told_so(home):
    _, _, body = next(recorded_posts("h3"))
    home.write_directory((FREESWITCH / "directory.json").read_text(encoding="utf-8"))
    with home.serving() as server, socket.create_connection(
            ("127.0.0.1", server.private_port), PATIENCE_SECONDS) as connection:
        connection.sendall(b"POST /ingest/freeswitch HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                           b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body))
        assert connection.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body)
        answer = b""
        while more := connection.recv(65536):
            answer += more
    assert answer.startswith(b"HTTP/1.1 200 ")


def basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def test_user_and_password_are_asked_for_when_configured(home):
    password = home.folder / "pbx.password"
    password.write_text("open sesame\n")
    home.write_config(private_user="pbx", private_password_file=str(password))
    with home.serving() as server:
        refused = server.post(b"junk")
        assert refused.status == 401 and refused.headers["WWW-Authenticate"].startswith("Basic ")
        for wrong in (basic("pbx", "open"), basic("other", "open sesame"), "Bearer x", "Basic"):
            assert server.post(b"junk", Authorization=wrong).status == 401
        assert not home.quarantine.exists()
        assert server.post(b"junk", Authorization=basic("pbx", "open sesame")).status == 202
        assert server.stop() == 0
    log = (home.folder / "serve.log").read_text()
    assert "open sesame" not in log and basic("pbx", "open sesame").split()[1] not in log


def test_only_listed_addresses_come_in(home):
    home.write_config(private_allow=["10.0.0.0/8"])
    with home.serving() as server:
        assert server.post(b"junk").status == 403
    home.write_config(private_allow=["10.0.0.0/8", "127.0.0.1"])
    with home.serving() as server:
        assert server.post(b"junk").status == 202


@pytest.mark.parametrize("values, said", [
    ({"private_listen": "0.0.0.0:0"}, "private.allow"),
    ({"private_listen": "0.0.0.0:0", "private_user": "pbx", "private_password_file": "secret"},
     "private.allow"),
    ({"private_listen": "[::]:0", "private_allow": ["10.0.0.7"]}, "private.password_file"),
    ({"private_user": "pbx"}, "private.password_file"),
    ({"private_user": "a:b", "private_password_file": "secret"}, "colon"),
    ({"private_user": "pbx", "private_password_file": "nowhere"}, "nowhere"),
    ({"private_allow": ["pbx"]}, "'pbx'"),
    ({"private_listen": "pbx"}, "private.listen"),
])
def test_a_door_that_is_not_safe_or_not_sound_stays_shut(home, values, said):
    home.write_config(**values)
    done = home.run("serve")
    assert done.returncode == 1
    assert said in done.stderr.splitlines()[-1]


def test_an_open_address_with_all_it_needs_serves(home):
    home.write_config(private_listen=f"0.0.0.0:{home.private_port}", private_user="pbx",
                      private_password_file=str(home.secret), private_allow=["127.0.0.1"])
    with home.serving() as server:
        answer = server.post(b"junk", Authorization=basic("pbx", home.secret.read_text().strip()))
        assert answer.status == 202


def test_without_a_private_listener_it_serves_questions(home):
    home.write_config(private_listen="")
    with home.serving() as server:
        assert server.ask("/readyz").status == 200
        with pytest.raises(OSError):
            server.post(b"junk")


class Sender(threading.Thread):
    """Posts records one after the other until each is acknowledged, as FreeSWITCH would."""

    def __init__(self, port, posts):
        super().__init__()
        self.port = port
        self.posts = list(posts)
        self.acknowledged = []
        self.attempts = 0
        self.giving_up = threading.Event()

    def run(self):
        for body, uuid in self.posts:
            while not self.giving_up.is_set() and not self.deliver(body, uuid):
                time.sleep(0.01)

    def deliver(self, body, uuid):
        self.attempts += 1
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        with contextlib.closing(connection):
            try:
                connection.request("POST", f"/ingest/freeswitch?uuid={uuid}", body)
                status = connection.getresponse().status
            except (OSError, http.client.HTTPException):
                return False
        if status == 200:
            self.acknowledged.append(uuid)
        return status == 200


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    """300 records of a tenant, and its directory."""
    home = Home(tmp_path_factory.mktemp("simulated"))
    home.do("simulate", "--seed", "21", "--tenants", "1", "--from", "2026-03-02T00:00:00Z",
            "--to", "2026-03-05T00:00:00Z", "--out", home.folder / "out")
    records = []
    for path in sorted((home.folder / "out" / "records").rglob("*.json")):
        body = path.read_bytes()
        records.append((body, json.loads(body)["variables"]["uuid"]))
    assert len(records) >= 300
    return (home.folder / "out" / "directory.json").read_text(), records[:300]


def write_records(folder, records):
    folder.mkdir()
    for body, uuid in records:
        (folder / f"{uuid}.cdr.json").write_bytes(body)
    return folder


def expected_calls(tmp_path, directory, records, domain):
    """The calls that an import of the same records makes."""
    home = Home(tmp_path, directory)
    home.import_records(write_records(tmp_path / "records", records))
    with home.serving() as server:
        return everything(home, server, domain)


def everything(home, server, domain):
    token = home.token(domain)
    calls, page = [], 1
    while True:
        answer = server.ask(f"/api/cdr?{EVER}&page_size=500&page={page}", token).json
        calls += answer["items"]
        if len(calls) >= answer["total"]:
            return sorted(calls, key=lambda call: call["call_id"])
        page += 1


def senders_of(home, records, count=4):
    senders = [Sender(home.private_port, records[n::count]) for n in range(count)]
    for sender in senders:
        sender.start()
    return senders


def test_killed_at_any_moment_it_keeps_what_it_acknowledged_once(home, simulated, tmp_path_factory):
    directory, records = simulated
    home.write_directory(directory)
    domain = json.loads(directory)["tenants"][0]["sip_domain"]
    senders = senders_of(home, records)
    for seed in range(5):
        with home.serving() as server:
            before = sum(len(sender.acknowledged) for sender in senders)
            goal = before + random.Random(seed).randint(1, 50)
            while sum(len(sender.acknowledged) for sender in senders) < goal \
                    and any(sender.is_alive() for sender in senders):
                time.sleep(0.001)
            assert server.stop(signal.SIGKILL) == -signal.SIGKILL
    with home.serving() as server:
        for sender in senders:
            sender.join()
        assert sorted(uuid for sender in senders for uuid in sender.acknowledged) == sorted(
            uuid for _, uuid in records)
        calls = everything(home, server, domain)
    assert calls == expected_calls(tmp_path_factory.mktemp("expected"), directory, records, domain)
    counts = home.import_records(write_records(home.folder / "again", records))
    assert counts["merged"] == counts["read"] == len(records), "every leg was there"


def test_stopped_while_records_come_it_loses_none(home, simulated, tmp_path_factory):
    directory, records = simulated
    home.write_directory(directory)
    domain = json.loads(directory)["tenants"][0]["sip_domain"]
    with home.serving() as server:
        senders = senders_of(home, records)
        while sum(len(sender.acknowledged) for sender in senders) < 60:
            time.sleep(0.001)
        assert server.stop() == 0
        for sender in senders:
            sender.giving_up.set()
        for sender in senders:
            sender.join()
    told = {uuid for sender in senders for uuid in sender.acknowledged}
    assert 60 <= len(told) < len(records)
    known = [record for record in records if record[1] in told]
    counts = home.import_records(write_records(home.folder / "again", known))
    assert counts["merged"] == counts["read"] == len(known), "every leg was there"
    with home.serving() as server:
        calls = everything(home, server, domain)
    assert calls == expected_calls(tmp_path_factory.mktemp("expected"), directory, known, domain)


def test_an_import_beside_it_waits_its_turn(home, simulated, tmp_path_factory):
    directory, records = simulated
    home.write_directory(directory)
    domain = json.loads(directory)["tenants"][0]["sip_domain"]
    folder = write_records(home.folder / "records", records[:150])
    with home.serving() as server:
        senders = senders_of(home, records[150:])
        counts = home.import_records(folder)
        assert counts["read"] == 150
        for sender in senders:
            sender.join()
        calls = everything(home, server, domain)
    assert calls == expected_calls(tmp_path_factory.mktemp("expected"), directory, records, domain)
