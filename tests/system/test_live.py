"""Live calls of a running server, linked to a PBX's Event Socket."""

import http.client
import json
import signal
import socket
import threading
import time

import pytest

from delivery import await_that
from pbx_socket import PASSWORD, PbxSocket, channel, event, link
from processes import DOMAIN, FREESWITCH, Home
from test_metrics import metrics

ACTIVE = "/api/monitor/active-calls"


@pytest.fixture
def pbx():
    made = PbxSocket()
    yield made
    made.stop()


@pytest.fixture
def live(tmp_path, pbx):
    directory = (FREESWITCH / "directory.json").read_text(encoding="utf-8")
    home = Home(tmp_path, directory)
    link(home, pbx)
    return home


def active(server, token):
    answer = server.ask(ACTIVE, token)
    return answer.json["items"] if answer.status == 200 else None


def ids(server, token):
    items = active(server, token)
    return None if items is None else {item["call_id"] for item in items}


class Listener:
    """A client of the stream, read by a thread of its own."""

    def __init__(self, server, token, last_id=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
        if last_id:
            headers["Last-Event-ID"] = last_id
        self.connection.request("GET", ACTIVE, headers=headers)
        self.socket = self.connection.sock
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200
        assert self.answer.getheader("Content-Type").startswith("text/event-stream")
        self.events = []
        self.beats = 0
        self.last_id = ""
        self.ended = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        name = ""
        try:
            for line in self.answer:
                field, _, value = line.decode().rstrip("\n").partition(": ")
                if field == "event":
                    name = value
                elif field == "id":
                    self.last_id = value
                elif field == "data":
                    self.events.append((name, json.loads(value)))
                elif field == ":":
                    self.beats += 1
        except (OSError, ValueError, AttributeError):
            pass
        self.ended.set()

    def wait(self, name, count=1):
        """The data of the first events of that name, as soon as there are so many."""
        return await_that(lambda: len(found := [data for event_name, data in self.events
                                                if event_name == name]) >= count and found,
                          f"no {name} among {[each for each, _ in self.events]}")

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)


def test_calls_are_listed_and_told_as_they_come_and_go(live, pbx):
    pbx.channels = [channel("early"), channel("of b", did="+390287654321")]
    pbx.channels[1]["uuid"] = "of-b"
    with live.serving() as server:
        token = live.token(DOMAIN)
        await_that(lambda: ids(server, token) == {"early"}, "the PBX's own list is not shown")
        listener = Listener(server, token)
        assert [item["call_id"] for item in listener.wait("snapshot")[0]["items"]] == ["early"]
        pbx.say(event("CHANNEL_CREATE", "late"), event("CHANNEL_CREATE", "b2", did="+390287654321"))
        assert listener.wait("call-started")[0]["call"]["call_id"] == "late"
        pbx.say(event("CHANNEL_ANSWER", "late"), event("CHANNEL_HANGUP", "early"))
        assert listener.wait("call-ended")[0]["call_id"] == "early"
        assert ids(server, token) == {"late"}
        assert [data["seq"] for _, data in listener.events] == list(
            range(1, len(listener.events) + 1))
        listener.close()


def test_the_pbx_is_only_read(live, pbx):
    with live.serving() as server:
        token = live.token(DOMAIN)
        await_that(lambda: ids(server, token) is not None, "no link")
        for bad in ("%0A%0Aapi%20hupall", "x%0D%0A", "';--"):
            server.ask(f"{ACTIVE}?number={bad}", token)
            server.ask(f"{ACTIVE}?store_id={bad}", token)
        # The list is asked for again after two seconds.
        await_that(lambda: pbx.commands.count("api show channels as json") >= 2, "no second list")
    said = {line for line in pbx.commands if not line.startswith("event json CHANNEL_")}
    assert said <= {f"auth {PASSWORD}", "api show channels as json", "exit"}


def test_without_the_pbx_there_is_no_empty_list(live, pbx):
    port = pbx.port
    pbx.channels = [channel("one"), channel("two")]
    with live.serving() as server:
        token = live.token(DOMAIN)
        await_that(lambda: ids(server, token) == {"one", "two"}, "no link")
        listener = Listener(server, token)
        listener.wait("snapshot")
        pbx.stop()
        listener.wait("link-down")
        refused = server.ask(ACTIVE, token)
        assert refused.status == 503
        assert int(refused.headers["Retry-After"]) > 0
        assert refused.json["type"] == "/problems/live-unavailable"
        assert metrics(server)["edgvoip_live_up{}"] == 0
        # It is back with fewer calls, one of them new: no ghost stays.
        again = PbxSocket(port)
        again.channels = [channel("two"), channel("three")]
        snapshots = listener.wait("snapshot", 2)
        assert {item["call_id"] for item in snapshots[1]["items"]} == {"two", "three"}
        assert ids(server, token) == {"two", "three"}
        assert metrics(server)["edgvoip_live_up{}"] == 1
        assert metrics(server)["edgvoip_live_links_total{}"] == 2
        listener.close()
        again.stop()


def test_who_comes_back_is_told_what_was_missed(live, pbx):
    with live.serving() as server:
        token = live.token(DOMAIN)
        await_that(lambda: ids(server, token) is not None, "no link")
        listener = Listener(server, token)
        listener.wait("snapshot")
        last_id = await_that(lambda: listener.last_id, "no id")
        listener.close()
        pbx.say(event("CHANNEL_CREATE", "one"), event("CHANNEL_CREATE", "two"),
                event("CHANNEL_HANGUP", "one"))
        await_that(lambda: ids(server, token) == {"two"}, "not told")
        back = Listener(server, token, last_id)
        back.wait("call-ended")
        assert [name for name, _ in back.events] == ["resumed", "call-started", "call-started",
                                                     "call-ended"]
        back.close()


def test_a_flood_of_events_is_borne(live, pbx):
    calls = [f"call-{i}" for i in range(5_000)]
    with live.serving() as server:
        token = live.token(DOMAIN)
        await_that(lambda: ids(server, token) is not None, "no link")
        filler = {"variable_filler": "x" * 6_000}
        for i, uuid in enumerate(calls):
            pbx.say(event("CHANNEL_CREATE", uuid, **filler))
            if i % 500 != 0:
                pbx.say(event("CHANNEL_HANGUP_COMPLETE", uuid, **filler))
        await_that(lambda: metrics(server)["edgvoip_live_channels{}"] == 10 and
                   ids(server, token) == set(calls[::500]), "the board is not what is left")
        assert metrics(server)['edgvoip_live_refused_total{what="content"}'] == 0


def test_bytes_that_are_no_event_break_nothing(live, pbx):
    with live.serving() as server:
        token = live.token(DOMAIN)
        await_that(lambda: ids(server, token) is not None, "no link")
        pbx.say(b"{]}", b"{\xff\x00}", b"{}", event("CHANNEL_CREATE", "one"))
        await_that(lambda: ids(server, token) == {"one"}, "not told")
        assert metrics(server)['edgvoip_live_refused_total{what="content"}'] == 3


def test_a_link_whose_frames_are_out_of_step_begins_anew(live, pbx):
    with live.serving() as server:
        token = live.token(DOMAIN)
        await_that(lambda: ids(server, token) is not None, "no link")
        pbx.say(event("CHANNEL_CREATE", "gone"))
        await_that(lambda: ids(server, token) == {"gone"}, "not told")
        pbx.channels = [channel("one")]
        pbx.say(b'{"Event-Name": "CHANNEL_CREATE"')
        await_that(lambda: ids(server, token) == {"one"}, "the board is not the PBX's own list")
        assert metrics(server)["edgvoip_live_links_total{}"] == 2


def test_a_call_of_no_tenant_is_shown_to_nobody_and_counted(live, pbx):
    pbx.channels = [channel("one", did="+390999999999")]
    with live.serving() as server:
        tokens = [live.token(DOMAIN), live.token("demo-b.edgvoip.test")]
        await_that(lambda: ids(server, tokens[0]) is not None, "no link")
        assert [ids(server, token) for token in tokens] == [set(), set()]
        assert metrics(server)['edgvoip_live_calls{shown="no_tenant"}'] == 1


def test_a_reload_closes_the_streams_and_who_still_may_comes_again(live, pbx):
    pbx.channels = [channel("one")]
    with live.serving() as server:
        token = live.token(DOMAIN)
        await_that(lambda: ids(server, token) == {"one"}, "no link")
        listener = Listener(server, token)
        listener.wait("snapshot")
        server.process.send_signal(signal.SIGHUP)
        assert listener.wait("closed") == [{"reason": "reloaded"}]
        assert listener.ended.wait(60)
        back = Listener(server, token, listener.last_id)
        back.wait("resumed")
        back.close()


def test_streams_end_when_the_server_stops(live, pbx):
    with live.serving() as server:
        token = live.token(DOMAIN)
        await_that(lambda: ids(server, token) is not None, "no link")
        listeners = [Listener(server, token) for _ in range(20)]
        for listener in listeners:
            listener.wait("snapshot")
        assert server.stop() == 0
        for listener in listeners:
            assert listener.wait("closed") == [{"reason": "shutting_down"}]
            assert listener.ended.wait(60)


def test_two_hundred_listen_and_all_hear_the_same(live, pbx):
    link(live, pbx, api_connections_per_client=0)
    with live.serving() as server:
        token = live.token(DOMAIN)
        await_that(lambda: ids(server, token) is not None, "no link")
        listeners = [Listener(server, token) for _ in range(200)]
        for listener in listeners:
            listener.wait("snapshot")
        for i in range(50):
            pbx.say(event("CHANNEL_CREATE", f"call-{i}"), event("CHANNEL_HANGUP", f"call-{i}"))
        for listener in listeners:
            listener.wait("call-ended", 50)
            assert [name for name, _ in listener.events] == [
                "snapshot"] + 50 * ["call-started", "call-ended"]
            listener.close()
        assert metrics(server)["edgvoip_live_changes_total{}"] == 100


def test_check_says_whether_the_pbx_tells_its_calls(live, pbx):
    pbx.channels = [channel("one")]
    live.do("migrate")
    said = live.do("check")
    assert f"live calls: the PBX at 127.0.0.1:{pbx.port} has 1 channels now" in said
    pbx.password = "another one"
    refused = live.run("check")
    assert refused.returncode == 1
    assert "live.address" in refused.stderr
    assert "password" in refused.stderr
    assert PASSWORD not in refused.stderr


def test_a_link_that_cannot_be_is_found_at_the_start(live, pbx):
    for changed, named in (({"live_kind": "avaya"}, "live.kind 'avaya'"),
                           ({"live_kind": "freeswitch"}, "live.password_file"),
                           ({"live_kind": "freeswitch", "live_password_file": "/missing"},
                            "live.password_file")):
        live.write_config(**changed)
        done = live.run("serve")
        assert done.returncode in (1, 2)
        assert named in done.stderr


def test_without_a_link_configured_the_answer_is_503(home):
    with home.serving() as server:
        assert server.ask(ACTIVE, home.token()).status == 503
        assert not any("edgvoip_live" in name for name in metrics(server))
