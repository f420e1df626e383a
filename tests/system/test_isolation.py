"""What a tenant may see, asked in every way that the ids, cursors and filters of others allow."""

import base64
import collections
import itertools
import json
import os
import random
import re

import pytest

from canaries import TENANTS, canaries, live_channel, planted_home
from delivery import LONG, await_that
from pbx_socket import event
from probes import (CALL, CDR, DATED, DEFINITIONS, ENDPOINTS, EVER, FIGURES, LISTS, LIVE, MISSED,
                    OPEN, QOS, SUMMARY, Known, Probe, Probes, quoted)
from test_live import Listener
from wire import Wire, request_of

CHAIN_SEED = 20261  # its calls have names, outside numbers and a call of one record
SEED = int(os.environ.get("EDGVOIP_SEED", "20260331"))
PROBES = 50_000 if LONG else 5_000
CONNECTIONS = 6
SEALED = re.compile(rb'"next_(?:cursor|token)":"([^"]+)"')
CHANGES_WITH_TIME = re.compile(rb"(?im)^(date|ratelimit[^:]*):[^\r\n]*\r\n")


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """The running server of all tenants, and each with what it knows of itself."""
    home = planted_home(tmp_path_factory.mktemp("chain"), 16 if LONG else 8, CHAIN_SEED)
    with home.serving() as server:
        wire = Wire(server.port)
        home.server = server
        token = home.token(home.tenants[0].domain)
        home.pbx.await_link(server, token)
        home.known = [Known.learn(wire, tenant, home.token(tenant.domain))
                      for tenant in home.tenants]
        wire.close()
        yield home


def opened(sealed: bytes) -> bytes:
    """What stands in a cursor or sync token, and in the call ids in it, which are encoded again."""
    text = base64.urlsafe_b64decode(sealed + b"==")
    return text + b" ".join(base64.urlsafe_b64decode(word + b"==")
                            for word in re.findall(rb"[\w-]{40,}", text))


class Examiner:
    """Looks at answers: status, foreign canaries, and what a tenant must see of its own."""

    def __init__(self) -> None:
        self.seen = collections.Counter()
        self.asked = collections.Counter()

    def look(self, me: Known, other: Known, probe: Probe, answer) -> None:
        status, head, body = answer
        assert status in probe.status, (status, body[:300])
        text = head + b"\n" + body
        for said in {probe.echo, quoted(probe.echo)} - {""}:
            text = text.replace(said.encode(), b"")
        told = canaries(text + b"".join(map(opened, SEALED.findall(body))))
        mine = me.planted.number
        assert told <= {mine}, f"it tells of tenants {sorted(told - {mine})}"
        if status == 200 and probe.method == "GET":
            self.count(me, probe, told, body)

    def count(self, me: Known, probe: Probe, told: set[int], body: bytes) -> None:
        self.asked[probe.endpoint] += 1
        if probe.endpoint in OPEN:
            assert not told, "an answer without a token tells of a tenant"
        total = total_of(probe.endpoint, body) if probe.calls is not None else None
        if probe.calls is not None:
            assert total == probe.calls, f"{total} calls, not {probe.calls}"
        if told or (probe.endpoint in (*FIGURES, QOS) and total):
            self.seen[probe.endpoint] += 1


def total_of(endpoint: str, body: bytes) -> int:
    """How many calls an answer tells of."""
    answer = json.loads(body)
    if endpoint == SUMMARY:
        return answer["total_calls"]
    if endpoint in (CDR, MISSED, LIVE):
        assert len(answer["items"]) <= answer["total"]
        return answer["total"]
    name = "calls" if endpoint == QOS else "total"
    return sum(item[name] for item in answer["items"])


class Connections:
    """A few kept alive, on which tenants take turns; some are cut in the middle of an answer."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.wires = [Wire(port) for _ in range(CONNECTIONS)]

    def renew(self, at: int) -> Wire:
        self.wires[at].close()
        self.wires[at] = Wire(self.port)
        return self.wires[at]

    def cancel(self, at: int, token: str, random_: random.Random) -> None:
        """Asks for a large answer, reads at most the begin of it, and goes."""
        wire = self.wires[at]
        wire.send(request_of(f"{CDR}?{EVER}&page_size=500", token))
        if random_.random() < 0.5:
            wire.read_some()
        if random_.random() < 0.5:
            wire.reset()
        self.renew(at)

    def break_off(self, at: int, token: str) -> None:
        """A request that is no request ends its connection, and what is behind it."""
        wire = self.wires[at]
        wire.send(request_of(f"{CDR}?{EVER}").replace(b"Host: test", b"Host : test")
                  + request_of(CDR, token))
        assert wire.read_answer()[0] == 400
        assert wire.read_to_end() == b""
        self.renew(at)


class Round:
    """Goes through all ordered pairs of tenants, again and again, each time in another order."""

    def __init__(self, chain, seed: int) -> None:
        self.random = random.Random(seed)
        self.probes = Probes(seed)
        self.examiner = Examiner()
        self.connections = Connections(chain.server.port)
        self.tenants = chain.known
        self.asked = 0
        self.met: set[tuple[int, int]] = set()
        self._pairs: list[tuple[Known, Known]] = []

    def next_pair(self) -> tuple[Known, Known]:
        if not self._pairs:
            self._pairs = list(itertools.permutations(self.tenants, 2))
            self.random.shuffle(self._pairs)
        return self._pairs.pop()

    def go_on(self) -> None:
        """The next few requests, in one piece, on one connection."""
        at = self.random.randrange(CONNECTIONS)
        chance = self.random.random()
        if chance < 0.03:
            token = self.random.choice(self.tenants).token
            if chance < 0.02:
                self.connections.cancel(at, token, self.random)
            else:
                self.connections.break_off(at, token)
            self.asked += 1
            return
        batch = []
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            me, other = self.next_pair()
            batch.append((me, other, self.probes.draw(me, other)))
        wire = self.connections.wires[at]
        wire.send(b"".join(probe.request(me.token) for me, _, probe in batch))
        for me, other, probe in batch:
            self.examine(me, other, probe, wire.read_answer())

    def examine(self, me: Known, other: Known, probe: Probe, answer) -> None:
        self.asked += 1
        self.met.add((me.planted.number, other.planted.number))
        try:
            assert answer, "the connection ended"
            self.examiner.look(me, other, probe, answer)
        except AssertionError as wrong:
            raise AssertionError(f"seed {SEED}, request {self.asked}, {me.planted.domain} with "
                                 f"things of {other.planted.domain}, {probe}: {wrong}") from None


def test_no_answer_tells_of_another_tenant(chain):
    round_ = Round(chain, SEED)
    while round_.asked < PROBES:
        round_.go_on()
    examiner = round_.examiner
    assert len(round_.met) == TENANTS * (TENANTS - 1)
    for endpoint in ENDPOINTS:
        assert examiner.asked[endpoint] >= PROBES // 500, (endpoint, examiner.asked)
        if endpoint not in (*OPEN, DEFINITIONS):
            assert examiner.seen[endpoint] >= PROBES // 500, (endpoint, examiner.seen)


def test_every_endpoint_of_the_contract_is_asked(chain):
    contract = chain.server.ask("/api/openapi.json").json
    assert set(contract["paths"]) == set(ENDPOINTS)
    stray = {path for path, item in contract["paths"].items()
             for parameter in item["get"].get("parameters", [])
             if parameter.get("$ref", "").endswith("/from") and path not in DATED}
    assert not stray


def as_seen(chain, token: str, call_id: str) -> tuple[int, bytes, bytes]:
    """An answer without what changes with time."""
    wire = Wire(chain.server.port)
    wire.send(request_of(f"{CDR}/{call_id}", token, X_Request_Id="the-same"))
    status, head, body = wire.read_answer()
    wire.close()
    return status, CHANGES_WITH_TIME.sub(b"", head + b"\r\n"), body


def test_a_foreign_call_cannot_be_told_from_none(chain):
    random_ = random.Random(SEED)
    for me in chain.known:
        other = random_.choice([known for known in chain.known if known is not me])
        for call_id in random_.sample(other.calls, 5):
            made_up = "".join(c if c == "-" else random_.choice("0123456789abcdef")
                              for c in call_id)
            foreign, none = (as_seen(chain, me.token, asked) for asked in (call_id, made_up))
            assert foreign == none and foreign[0] == 404, (me.planted.domain, call_id, made_up)
            assert as_seen(chain, other.token, call_id)[0] == 200


def test_every_row_that_a_tenant_sees_has_its_canary(chain):
    """Else the absence of others would prove little."""
    for known in chain.known:
        for endpoint in LISTS:
            if endpoint == QOS:
                continue
            more = f"{EVER}&page_size=500" if endpoint in DATED else "page_size=500"
            items = chain.server.ask(f"{endpoint}?{more}", known.token).json["items"]
            assert items
            bare = [item for item in items if not canaries(json.dumps(item).encode())]
            # Of calls without a store there is one row of figures, which has no name.
            assert [item for item in bare if item.get("store_id", 0) is not None
                    or endpoint == CDR] == [], endpoint
        detail = chain.server.ask(f"{CDR}/{known.calls[0]}", known.token)
        assert canaries(detail.body) == {known.planted.number}, CALL


def test_streams_tell_of_their_own_tenant_and_of_no_other(chain):
    listeners = [Listener(chain.server, known.token) for known in chain.known]
    new = TENANTS + 1  # behind all that are there
    for known in chain.known:
        call = live_channel(known.planted, new)
        chain.pbx.say(event("CHANNEL_CREATE", call["uuid"], call["cid_num"], call["dest"]),
                      event("CHANNEL_HANGUP", call["uuid"]))
    for known, listener in zip(chain.known, listeners):
        snapshot = listener.wait("snapshot")[0]
        assert len(snapshot["items"]) == known.planted.live
        listener.wait("call-ended")
        assert [name for name, _ in listener.events] == ["snapshot", "call-started", "call-ended"]
        assert canaries(json.dumps(listener.events).encode()) == {known.planted.number}
        listener.close()


def test_an_id_of_a_foreign_stream_is_no_way_into_another(chain):
    me, other = chain.known[0], chain.known[1]
    theirs = Listener(chain.server, other.token)
    theirs.wait("snapshot")
    last_id = await_that(lambda: theirs.last_id, "no id")
    theirs.close()
    mine = Listener(chain.server, me.token, last_id)
    assert len(mine.wait("snapshot")[0]["items"]) == me.planted.live
    assert canaries(json.dumps(mine.events).encode()) == {me.planted.number}
    mine.close()
