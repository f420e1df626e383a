"""Live calls on their way from edgvoip to a page: one stream, whatever happens behind it."""

import base64
import contextlib
import datetime
import json
import signal
import socket
import time

import pytest

from played_monitor import PlayedMonitor
from processes import PATIENCE_SECONDS
from w3_home import Browser, W3Home


class Stream:
    """What a page reads of the events."""

    made = 0

    def __init__(self, monitor: PlayedMonitor, browser: Browser,
                 last_id: str | None = None) -> None:
        Stream.made += 1
        self.monitor = monitor
        self.request_id = f"page-{Stream.made}"
        self.connection = browser.connection()
        fields = {"Cookie": browser.cookie, "X-Request-Id": self.request_id, **browser.fields}
        if last_id is not None:
            fields["Last-Event-ID"] = last_id
        self.connection.request("GET", "/w3/live/events", headers=fields)
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200, self.answer.read()

    def asked(self, count: int):
        """What W3 asked for this page, for the first, second, … time."""
        return self.monitor.await_asked(self.request_id, count)

    def block(self) -> dict | None:
        """Fields up to the next empty line; None at the end."""
        fields: dict = {}
        while line := self.answer.readline():
            text = line.decode().rstrip("\n")
            if not text:
                return fields
            name, _, value = text.partition(":")
            fields[name] = value.removeprefix(" ")
        return None

    def next(self) -> dict | None:
        """The next event, its data read; None at the end."""
        while (fields := self.block()) is not None:
            if "data" in fields and fields["event"] != "beat":
                return fields | {"data": json.loads(fields["data"])}
        return None

    def close(self) -> None:
        self.answer.close()
        self.connection.close()


@pytest.fixture(scope="module", name="desk")
def desk_fixture(tmp_path_factory):
    """Both servers with a played monitor between them, and an admin."""
    home = W3Home(tmp_path_factory.mktemp("live"), days=2, calls=40)
    home.monitor = PlayedMonitor(home.edgvoip.port)
    home.monitor.start()
    home.write_config(edgvoip_address=f"127.0.0.1:{home.monitor.port}")
    with home.edgvoip.serving(), home.serving() as process:
        home.process = process
        home.admin = home.logged_in("admin@live.test")
        yield home
    home.monitor.stop()


@pytest.fixture(name="monitor")
def monitor_fixture(desk):
    desk.monitor.begin_again()
    return desk.monitor


@contextlib.contextmanager
def listening(monitor, browser: Browser, last_id: str | None = None):
    stream = Stream(monitor, browser, last_id)
    try:
        yield stream
    finally:
        stream.close()


def claims_of(asked) -> dict:
    payload = asked.headers["Authorization"].removeprefix("Bearer ").split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def test_who_has_no_session_hears_nothing(desk, monitor):
    answer = desk.browser().get("/w3/live/events")
    assert (answer.status, answer.json["type"]) == (401, "/problems/session-missing")


def test_what_edgvoip_says_comes_at_once_and_no_proxy_is_to_gather_it(desk, monitor):
    with listening(monitor, desk.admin) as stream:
        assert stream.answer.headers["Content-Type"] == "text/event-stream"
        assert stream.answer.headers["X-Accel-Buffering"] == "no"
        assert stream.answer.headers["Cache-Control"] == "no-store"
        asked = stream.asked(1)
        assert asked.last_id is None
        call = {"call_id": "c1", "state": "ringing", "from_name": "Zoë", "exts": []}
        asked.send("snapshot", "a", seq=1, at="t", items=[])
        asked.send("call-started", "b", seq=2, at="t", call=call)
        assert stream.next() == {"id": "a", "event": "snapshot",
                                 "data": {"seq": 1, "at": "t", "items": []}}
        assert stream.next() == {"id": "b", "event": "call-started",
                                 "data": {"seq": 2, "at": "t", "call": call}}


def test_a_person_is_asked_for_with_the_own_sight_and_address(desk, monitor):
    agent = desk.logged_in("agent@live.test", "--role", "agent", "--ext", "1001")
    agent.fields["X-Forwarded-For"] = "192.0.2.77"
    with listening(monitor, agent) as stream:
        asked = stream.asked(1)
        assert claims_of(asked)["exts"] == ["1001"]
        assert asked.headers["X-Forwarded-For"] == "192.0.2.77"
    with listening(monitor, desk.admin) as stream:
        assert "exts" not in claims_of(stream.asked(1))


def test_while_nothing_happens_a_page_is_told_what_time_it_is(desk, monitor):
    with listening(monitor, desk.admin) as stream:
        stream.asked(1)
        assert stream.block() == {"": ""}  # at once, so that the page knows it is heard
        beat = stream.block()
        assert beat["event"] == "beat" and "id" not in beat
        at = datetime.datetime.fromisoformat(json.loads(beat["data"])["at"])
        assert abs(datetime.datetime.now(datetime.timezone.utc) - at).total_seconds() < 300


def test_a_page_that_comes_again_goes_on_where_it_was(desk, monitor):
    with listening(monitor, desk.admin, last_id="seen") as stream:
        asked = stream.asked(1)
        assert asked.last_id == "seen"
        asked.send("resumed", "a", seq=1, at="t")
        assert stream.next()["event"] == "resumed"


@pytest.mark.parametrize("end", [
    lambda asked: asked.send("closed", reason="token_expired"),
    lambda asked: asked.send("closed", reason="shutting_down"),
    lambda asked: asked.hang_up()], ids=["token", "stop", "broken"])
def test_a_connection_that_ends_is_not_noticed(desk, monitor, end):
    with listening(monitor, desk.admin) as stream:
        first = stream.asked(1)
        first.send("snapshot", "a", seq=1, at="t", items=[])
        first.send("call-started", "b", seq=2, at="t", call={"call_id": "c1"})
        end(first)
        second = stream.asked(2)
        assert second.last_id == "b"
        second.send("resumed", "b", seq=1, at="t")
        second.send("call-ended", "c", seq=2, at="t", call_id="c1")
        heard = [stream.next() for _ in range(3)]
        assert [each["event"] for each in heard] == ["snapshot", "call-started", "call-ended"]
        assert [each["data"]["seq"] for each in heard] == [1, 2, 3]


def test_an_edgvoip_that_goes_is_told_at_once_and_found_again(desk, monitor):
    with listening(monitor, desk.admin) as stream:
        stream.asked(1).send("snapshot", "a", seq=1, at="t", items=[])
        assert stream.next()["event"] == "snapshot"
        monitor.stop()
        down = stream.next()
        assert down["event"] == "link-down" and set(down["data"]) == {"at"} and "id" not in down
        monitor.start()
        asked = stream.asked(2)
        assert asked.last_id is None
        asked.send("snapshot", "b", seq=1, at="t", items=[])
        again = stream.next()
        assert (again["event"], again["data"]["seq"]) == ("snapshot", 2)
    assert "live_calls_away" in desk.log() and "live_calls_back" in desk.log()


def test_an_edgvoip_that_does_not_know_is_asked_until_it_does(desk, monitor):
    monitor.status = 503
    with listening(monitor, desk.admin) as stream:
        assert stream.next()["event"] == "link-down"
        stream.asked(2)
        monitor.begin_again()
        stream.asked(1).send("snapshot", "a", seq=1, at="t", items=[])
        assert stream.next()["event"] == "snapshot"


def test_it_ends_when_edgvoip_takes_no_token(desk, monitor):
    monitor.status = 401
    with listening(monitor, desk.admin) as stream:
        assert stream.next() is None
        assert len(monitor.of(stream.request_id)) == 1
    assert "live_calls_refused" in desk.log()


def test_who_logs_out_hears_no_more(desk, monitor):
    browser = desk.browser()
    assert browser.log_in("admin@live.test", "quattro parole da ricordare",
                          sip_domain=desk.domain).status == 200
    with listening(monitor, browser) as stream, \
            listening(monitor, desk.admin) as other:
        upstream = stream.asked(1)
        upstream.send("snapshot", "a", seq=1, at="t", items=[])
        assert stream.next()["event"] == "snapshot"
        assert browser.post("/w3/logout").status == 204
        assert stream.next() is None
        other.asked(1).send("snapshot", "b", seq=1, at="t", items=[])
        assert other.next()["id"] == "b"
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not upstream.is_over.is_set():
            assert time.monotonic() < deadline, "nobody hung up"
            upstream.beat()
            time.sleep(0.05)


@pytest.mark.parametrize("change", [{"active": False}, {"role": "supervisor", "store_ids": []}],
                         ids=["put_out", "other_rights"])
def test_who_may_not_any_more_hears_no_more(desk, monitor, change):
    email = f"{len(change)}@changed.test"
    browser = desk.logged_in(email, "--role", "admin")
    with listening(monitor, browser) as stream:
        stream.asked(1)
        person, = [each for each in desk.admin.get("/w3/people").json["items"]
                   if each["email"] == email]
        changed = desk.admin.post(f"/w3/people/{person['person_id']}", change)
        assert changed.status == 200, changed.body
        assert stream.next() is None


def test_a_page_that_does_not_read_is_told_so_in_the_end(desk, monitor):
    with socket.create_connection(("127.0.0.1", desk.port), timeout=PATIENCE_SECONDS) as page:
        page.sendall(f"GET /w3/live/events HTTP/1.1\r\nHost: {desk.domain}\r\n"
                     f"Cookie: {desk.admin.cookie}\r\nX-Request-Id: slow\r\n\r\n".encode())
        asked = monitor.await_asked("slow", 1)
        for _ in range(60):
            asked.send("snapshot", "a", seq=1, at="t", items=["x" * 500_000])
        assert asked.is_over.wait(PATIENCE_SECONDS), "W3 took all of it"
        read = b""
        while part := page.recv(1 << 20):
            read = (read + part)[-1000:]
        assert read.endswith(b'event: closed\ndata: {"reason":"too_slow"}\n\n')


def test_the_list_of_calls_is_handed_on(desk, monitor):
    monitor.calls = [{"call_id": "c1", "state": "ringing"}]
    answer = desk.admin.get("/api/monitor/active-calls?direction=in")
    assert answer.status == 200 and answer.json["items"] == monitor.calls
    assert monitor.lists == ["/api/monitor/active-calls?direction=in"]
    monitor.status = 503
    assert desk.admin.get("/api/monitor/active-calls").status == 503


@pytest.fixture(scope="module", name="task")
def task_fixture(desk):
    """Somebody who waits for a callback in a store."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        items = desk.admin.get("/w3/callbacks?tab=all").json["items"]
        for task in items:
            if task["number"].startswith("+") and task["store_id"]:
                return task
        assert time.monotonic() < deadline, "nobody waits"
        time.sleep(0.1)


def line(browser, task):
    return browser.get(f"/w3/callbacks/{task['task_id']}/line")


def test_nobody_is_on_the_line(desk, monitor, task):
    answer = line(desk.admin, task)
    assert (answer.status, answer.json) == (200, {"on_the_line": False})
    target, = monitor.lists
    assert f"number=%2B{task['number'][1:]}" in target
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_is_on_the_line_with_the_caller_is_told_by_name(desk, monitor, task):
    extension = desk.admin.get("/api/directory/extensions").json["items"][0]
    monitor.calls = [{
        "call_id": "c1", "direction": "out", "state": "answered",
        "start_ts": "2026-11-23T09:00:00Z", "answer_ts": "2026-11-23T09:00:07Z",
        "exts": [{"ext": extension["ext"], "state": "answered"}]}]
    assert line(desk.admin, task).json == {
        "on_the_line": True, "call_id": "c1", "state": "answered", "direction": "out",
        "since": "2026-11-23T09:00:07Z",
        "with": {"ext": extension["ext"], "display_name": extension["display_name"]}}
    monitor.calls[0] |= {"state": "ringing", "answer_ts": None, "direction": "in",
                         "exts": [{"ext": "no such", "state": "ringing"}]}
    told = line(desk.admin, task).json
    assert told["with"] == {"ext": "no such", "display_name": "no such"}
    assert (told["state"], told["since"]) == ("ringing", "2026-11-23T09:00:00Z")
    monitor.calls[0]["exts"].append({"ext": "1002", "state": "ringing"})
    assert line(desk.admin, task).json["with"] is None


def test_the_line_is_for_who_sees_the_task_and_looks_at_the_whole_tenant(desk, monitor, task):
    other = [store["store_id"] for store in desk.tenants[0]["stores"]
             if store["store_id"] != task["store_id"]]
    stranger = desk.logged_in("stranger@live.test", "--role", "store_manager",
                              "--store", other[0])
    assert line(stranger, task).status == 404
    assert not monitor.lists
    theirs = desk.logged_in("theirs@live.test", "--role", "store_manager",
                            "--store", task["store_id"])
    assert line(theirs, task).json == {"on_the_line": False}
    missing = desk.admin.get("/w3/callbacks/6f1d0a4e-0000-4000-8000-0000000000a1/line")
    assert (missing.status, missing.json["type"]) == (404, "/problems/callback-not-found")


@pytest.mark.parametrize("status", [404, 429, 503])
def test_a_line_that_is_not_known_is_a_problem(desk, monitor, task, status):
    monitor.status = status
    answer = line(desk.admin, task)
    assert (answer.status, answer.json["type"]) == (503, "/problems/live-unavailable")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_line_without_edgvoip_is_a_problem(desk, monitor, task):
    monitor.stop()
    answer = line(desk.admin, task)
    assert (answer.status, answer.json["type"]) == (503, "/problems/edgvoip-unavailable")


def test_a_stop_tells_those_who_listen(desk, monitor):
    with listening(monitor, desk.admin) as stream:
        stream.asked(1).send("snapshot", "a", seq=1, at="t", items=[])
        assert stream.next()["event"] == "snapshot"
        desk.process.send_signal(signal.SIGTERM)
        assert stream.next() == {"event": "closed", "data": {"reason": "shutting_down"}}
        assert stream.next() is None
        assert desk.process.wait(PATIENCE_SECONDS) == 0
