"""Questions of one tenant with things of another, each with what must come back."""

import dataclasses
import json
import random
import urllib.parse

from canaries import Planted
from wire import Wire, request_of

EVER = "from=2026-03-01&to=2026-03-09"
CDR = "/api/cdr"
CALL = "/api/cdr/{call_id}"
SUMMARY = "/api/analytics/summary"
SERIES = "/api/analytics/series"
HEATMAP = "/api/analytics/heatmap"
BY_STORE = "/api/analytics/by-store"
BY_AGENT = "/api/analytics/by-agent"
MISSED = "/api/analytics/missed"
QOS = "/api/analytics/qos"
DEFINITIONS = "/api/analytics/definitions"
LIVE = "/api/monitor/active-calls"
OPEN = ("/api/openapi.json", "/docs", "/docs/{file}", "/healthz", "/readyz")
FIGURES = (SUMMARY, SERIES, HEATMAP)
LISTS = (CDR, BY_STORE, BY_AGENT, MISSED, QOS, "/api/directory/stores",
         "/api/directory/extensions", "/api/directory/dids")
ENDPOINTS = (CALL, *LISTS, LIVE, *FIGURES, DEFINITIONS, *OPEN)
DATED = (CDR, BY_STORE, BY_AGENT, MISSED, QOS, *FIGURES)
WITH_STORE = (CDR, LIVE, BY_AGENT, MISSED, QOS, *FIGURES)
WITH_EXT = (CDR, MISSED, QOS, SERIES, HEATMAP)
WITH_DIRECTION = (CDR, LIVE, MISSED, *FIGURES)


@dataclasses.dataclass
class Probe:
    """A request, the statuses that are right, and how many calls it may tell of."""

    endpoint: str
    target: str
    status: tuple[int, ...] = (200,)
    token: bool = True
    method: str = "GET"
    etag: str = ""
    calls: int | None = None
    echo: str = ""  # a thing of the other tenant that an answer may say back

    def request(self, token: str) -> bytes:
        fields = {"If_None_Match": self.etag} if self.etag else {}
        return request_of(self.target, token if self.token else "", self.method, **fields)


@dataclasses.dataclass
class Known:
    """A tenant with what it was given by the server."""

    planted: Planted
    token: str
    calls: list[str] = dataclasses.field(default_factory=list)
    names: list[str] = dataclasses.field(default_factory=list)
    numbers: list[str] = dataclasses.field(default_factory=list)
    cursors: list[str] = dataclasses.field(default_factory=list)
    sync_tokens: list[str] = dataclasses.field(default_factory=list)
    etags: dict[str, str] = dataclasses.field(default_factory=dict)

    @classmethod
    def learn(cls, wire: Wire, planted: Planted, token: str) -> "Known":
        """Walks through all pages, by cursor and by sync token."""
        known = cls(planted, token)

        def ask(target: str) -> dict:
            wire.send(request_of(target, token))
            status, head, body = wire.read_answer()
            assert status == 200, (target, body)
            known.etags[target] = head.partition(b"ETag: ")[2].partition(b"\r\n")[0].decode()
            return json.loads(body)

        page = ask(f"{CDR}?{EVER}&page_size=9")
        while True:
            known.calls += [call["call_id"] for call in page["items"]]
            known.names += [call["from_name"] for call in page["items"]
                            if planted.mark in (call["from_name"] or "")]
            known.numbers += [call["from_uri"] for call in page["items"]
                              if (call["from_uri"] or "").startswith("+3937762")]
            if page["next_cursor"] is None:
                break
            known.cursors.append(page["next_cursor"])
            page = ask(f"{CDR}?page_size=9&cursor={page['next_cursor']}")
        changes = ask(f"{CDR}?updated_since=start&page_size=5")
        while True:
            known.sync_tokens.append(changes["next_token"])
            if not changes["more"]:
                break
            changes = ask(f"{CDR}?updated_since={changes['next_token']}&page_size=5")
        known.etags.clear()
        for endpoint in (*LISTS, *FIGURES):
            ask(plain_target(endpoint))
        assert all(known.etags.values())
        assert len(known.calls) == len(set(known.calls)) == planted.calls
        for what in (known.cursors, known.sync_tokens[1:], known.names, known.numbers):
            assert what, f"too little to ask for: {known}"
        return known


def plain_target(endpoint: str) -> str:
    return f"{endpoint}?{EVER}" if endpoint in DATED else endpoint


def with_interval(endpoint: str) -> str:
    """The target up to where a further parameter follows."""
    return plain_target(endpoint) + ("&" if endpoint in DATED else "?")


def quoted(value: str) -> str:
    return urllib.parse.quote(value, safe="")


class Probes:
    """Draws the probe of a pair of tenants."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.kinds = (self.own, self.foreign_id, self.foreign_cursor, self.foreign_sync_token,
                      self.foreign_store, self.foreign_number, self.foreign_name,
                      self.foreign_extension, self.foreign_domain, self.foreign_etag, self.wrong,
                      self.own_walk)

    def draw(self, me: Known, other: Known) -> Probe:
        return self.random.choice(self.kinds)(me, other)

    def of(self, values):
        return self.random.choice(values)

    def own(self, me: Known, _other: Known) -> Probe:
        endpoint = self.of(ENDPOINTS)
        if endpoint == CALL:
            return Probe(CALL, f"{CDR}/{self.of(me.calls)}")
        if endpoint in OPEN:
            target = endpoint.replace("{file}", "page.css")
            return Probe(endpoint, target, token=False)
        more = [f"sip_domain={me.planted.domain.upper()}"]
        if endpoint in (*LISTS, LIVE):
            more.append(f"page_size={self.of((1, 7, 50))}")
        if endpoint in DATED:
            more.append(EVER)
        if endpoint == QOS:
            more.append("group_by=total")
        calls = me.planted.calls if endpoint in (CDR, QOS, *FIGURES) else None
        if endpoint == LIVE:
            calls = me.planted.live
        if endpoint in WITH_DIRECTION and self.random.random() < 0.3:
            more.append(f"direction={self.of(('in', 'out', 'internal'))}")
            calls = None
        return Probe(endpoint, f"{endpoint}?{'&'.join(more)}", calls=calls)

    def own_walk(self, me: Known, _other: Known) -> Probe:
        if self.random.random() < 0.5:
            return Probe(CDR, f"{CDR}?cursor={self.of(me.cursors)}&page_size=9")
        return Probe(CDR, f"{CDR}?updated_since={self.of(me.sync_tokens[:-1])}&page_size=5")

    def foreign_id(self, _me: Known, other: Known) -> Probe:
        return Probe(CALL, f"{CDR}/{self.of(other.calls)}", (404,))

    def foreign_cursor(self, _me: Known, other: Known) -> Probe:
        more = self.of(("", "&page_size=9", f"&{EVER}", f"&sip_domain={other.planted.domain}"))
        return Probe(CDR, f"{CDR}?cursor={self.of(other.cursors)}{more}",
                     (403,) if "sip_domain" in more else (400,))

    def foreign_sync_token(self, _me: Known, other: Known) -> Probe:
        more = self.of(("", "&page_size=100"))
        return Probe(CDR, f"{CDR}?updated_since={self.of(other.sync_tokens)}{more}", (400,))

    def foreign_store(self, _me: Known, other: Known) -> Probe:
        endpoint = self.of(WITH_STORE)
        store = self.of(other.planted.stores)
        return Probe(endpoint, f"{with_interval(endpoint)}store_id={store}", calls=0, echo=store)

    def foreign_number(self, _me: Known, other: Known) -> Probe:
        endpoint, name = self.of(((CDR, "did_e164"), (CDR, "number"), (CDR, "q"),
                                  (MISSED, "did_e164"), (LIVE, "number")))
        number = self.of(other.planted.dids if name == "did_e164" else other.numbers)
        return Probe(endpoint, f"{with_interval(endpoint)}{name}={quoted(number)}", calls=0,
                     echo=number)

    def foreign_name(self, _me: Known, other: Known) -> Probe:
        name = self.of((self.of(other.names), other.planted.mark))
        return Probe(CDR, f"{CDR}?{EVER}&q={quoted(name)}", calls=0, echo=name)

    def foreign_extension(self, _me: Known, other: Known) -> Probe:
        endpoint = self.of(WITH_EXT)
        extension = self.of(other.planted.entry["extensions"])["ext"]
        return Probe(endpoint, f"{endpoint}?{EVER}&ext={extension}")

    def foreign_domain(self, _me: Known, other: Known) -> Probe:
        endpoint = self.of((*LISTS, LIVE, *FIGURES, DEFINITIONS))
        return Probe(endpoint, f"{endpoint}?sip_domain={other.planted.domain}", (403,))

    def foreign_etag(self, me: Known, other: Known) -> Probe:
        target = self.of(list(other.etags))
        endpoint = target.split("?")[0]
        if self.random.random() < 0.2:
            return Probe(endpoint, target, (304,), etag=me.etags[target])
        return Probe(endpoint, target, etag=other.etags[target])

    def wrong(self, me: Known, other: Known) -> Probe:
        head, claims, signature = me.token.split(".")
        return self.of((
            Probe(CDR, f"{CDR}?colour=red&tenant_id={other.planted.entry['tenant_id']}", (400,)),
            Probe(CDR, f"{CDR}?from=yesterday&page=0", (400,)),
            Probe(CDR, f"{CDR}?{EVER}", (401,), token=False),
            Probe(CDR, f"{CDR}?{EVER}", (405,), method="POST"),
            Probe(CDR, f"/api/{other.planted.domain}", (404,)),
            Probe(CDR, f"{CDR}?token={head}.{claims}.{signature}", (401,), token=False),
            Probe(CDR, f"{CDR}?{EVER}&cursor={me.cursors[0][:-3]}AAA", (400,)),
        ))
