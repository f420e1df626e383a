"""The public listener's rate limits, proxies and pages of other origins, from outside."""

import json
import re
import time

import pytest

from processes import DOMAIN
from wire import Wire, request_of

CRM = "https://crm.example"


def limited(home, more_api: str = "", **limits: int):
    off = {"ip_per_second": 0, "ip_burst": 1, "tenant_per_second": 0, "tenant_burst": 1,
           "bad_tokens_per_minute": 0}
    home.write_config(**{f"ratelimit_{name}": value for name, value in (off | limits).items()})
    text = home.config.read_text(encoding="utf-8")
    home.config.write_text(text.replace("[api]\n", f"[api]\n{more_api}\n"), encoding="utf-8")


def until_refused(ask):
    """The first 429 of requests in a row, whatever the machine's pace: they are faster than one a
    second."""
    answers = (ask(number) for number in range(10_000))
    return next(answer for answer in answers if answer.status == 429)


def token_of(home) -> str:
    return home.do("token", "--sip-domain", DOMAIN).strip()


def test_a_client_is_stopped_at_its_limit_and_told_when_to_come_again(home):
    limited(home, ip_per_second=1, ip_burst=3)
    with home.serving() as server:
        refused = until_refused(lambda _: server.ask("/healthz"))
        assert refused.headers["RateLimit"] == '"ip";r=0;t=1'
        assert refused.headers["RateLimit-Policy"] == '"ip";q=3;w=3'
        assert refused.headers["Retry-After"] == "1"
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert refused.json["violated-policies"] == ["ip"]


def test_a_connection_that_is_refused_again_and_again_holds_up_itself_alone(home):
    limited(home, tenant_per_second=1, tenant_burst=1)
    token = token_of(home)
    flood = request_of("/api/cdr", token) * 150
    with home.serving() as server:
        greedy, polite = Wire(server.port), Wire(server.port)
        greedy.send(flood)
        statuses = [greedy.read_answer()[0] for _ in range(8)]
        assert statuses.count(429) >= 4, "it is told so before any pause, and after some"
        for _ in range(20):
            polite.send(request_of("/healthz"))
            assert polite.read_answer()[0] == 200
        assert server.stop() == 0, "nobody waits for the pauses"
        rest = greedy.read_to_end()
        # All of them would take more than ten seconds: one of a dozen is let in, one a second.
        assert rest.count(b"HTTP/1.1 ") < 150 - 8, "the flood has waited"
        assert rest.count(b"\r\nConnection: close\r\n") == 1, "and was ended in order"


def test_who_waits_as_told_is_let_in_on_a_connection_that_was_refused_often(home):
    limited(home, ip_per_second=1, ip_burst=1)
    with home.serving() as server:
        wire = Wire(server.port)
        refused = 0
        while refused < 6:
            wire.send(request_of("/healthz"))
            status, head, _ = wire.read_answer()
            refused = refused + 1 if status == 429 else 0
        time.sleep(int(re.search(rb"\r\nRetry-After: (\d+)", head)[1]))
        wire.send(request_of("/healthz"))
        assert wire.read_answer()[0] == 200
        wire.close()


def test_forged_hops_bypass_nothing_without_a_trusted_proxy(home):
    limited(home, ip_per_second=1, ip_burst=3)
    with home.serving() as server:
        until_refused(lambda i: server.ask("/healthz",
                                           X_Forwarded_For=f"192.0.{i // 250}.{i % 250}"))


def test_behind_a_trusted_proxy_each_client_has_its_own_limit(home):
    limited(home, 'trusted_proxies = ["127.0.0.1"]', ip_per_second=1, ip_burst=1)
    with home.serving() as server:
        clients = [f"192.0.2.{i}" for i in range(30)] + [f"2001:db8:{i:x}::1" for i in range(30)]
        assert [server.ask("/healthz", X_Forwarded_For=client).status
                for client in clients] == [200] * 60
        until_refused(lambda i: server.ask(
            "/healthz", X_Forwarded_For=f"203.0.{i // 250}.{i % 250}, 198.51.100.1"))


def test_a_tenant_and_its_clients_are_both_told(home):
    limited(home, ip_per_second=1000, ip_burst=1000, tenant_per_second=1, tenant_burst=2)
    token = token_of(home)
    with home.serving() as server:
        first = server.ask("/api/cdr", token)
        assert re.fullmatch(r'"ip";r=\d+;t=1, "tenant";r=1;t=1', first.headers["RateLimit"])
        assert first.headers["RateLimit-Policy"] == '"ip";q=1000;w=1, "tenant";q=2;w=2'
        refused = until_refused(lambda _: server.ask("/api/cdr", token))
        assert refused.json["violated-policies"] == ["tenant"]
        assert re.fullmatch(r'"ip";r=\d+;t=1, "tenant";r=0;t=1', refused.headers["RateLimit"])
        assert server.ask("/readyz").status == 200, "the client is not stopped"


def test_bad_tokens_are_counted_by_client_and_good_ones_go_on(home):
    limited(home, bad_tokens_per_minute=5)
    token = token_of(home)
    bad = token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB")
    with home.serving() as server:
        assert server.ask("/api/cdr", token).status == 200
        assert [server.ask("/api/cdr", bad).status for _ in range(5)] == [401] * 5
        until_refused(lambda _: server.ask("/api/cdr", bad))
        assert server.ask("/api/cdr", token).status == 200


def test_the_defaults_hold_when_nothing_is_configured(home):
    text = home.config.read_text(encoding="utf-8")
    without = re.sub(r"\[ratelimit\][^\[]*", "", text)
    assert without != text
    home.config.write_text(without, encoding="utf-8")
    with home.serving() as server:
        answer = server.ask("/healthz")
        assert answer.headers["RateLimit-Policy"] == '"ip";q=40;w=2'


def test_a_page_of_a_listed_origin_can_ask_and_others_cannot(home):
    limited(home, f"cors_origins = {json.dumps([CRM])}")
    token = token_of(home)
    with home.serving() as server:
        preflight = server.ask("/api/cdr", method="OPTIONS", Origin=CRM,
                               Access_Control_Request_Method="GET",
                               Access_Control_Request_Headers="authorization")
        assert preflight.status == 204
        assert preflight.headers["Access-Control-Allow-Origin"] == CRM
        assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
        answer = server.ask("/api/cdr", token, Origin=CRM)
        assert answer.headers["Access-Control-Allow-Origin"] == CRM
        assert answer.headers["Vary"] == "Origin"
        foreign = server.ask("/api/cdr", token, Origin="https://evil.example")
        assert foreign.headers["Access-Control-Allow-Origin"] is None
        refused = server.ask("/api/cdr", method="OPTIONS", Origin="https://evil.example",
                             Access_Control_Request_Method="GET")
        assert refused.status == 405


@pytest.mark.parametrize("line, says", [
    ('trusted_proxies = ["proxy.example"]', "api.trusted_proxies"),
    ('trusted_proxies = ["10.0.0.1/8"]', "api.trusted_proxies"),
    ('cors_origins = ["*"]', "api.cors_origins"),
    ('cors_origins = ["https://crm.example/"]', "api.cors_origins"),
])
def test_a_wrong_proxy_or_origin_stops_check_and_start(home, line, says):
    limited(home, line)
    for verb in ("check", "serve"):
        done = home.run(verb)
        assert done.returncode == 1
        assert says in done.stderr


def test_answers_are_not_for_frames(home):
    with home.serving() as server:
        answer = server.ask("/healthz")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        page = server.ask("/docs")
        assert page.status == 200
        assert len(page.headers.get_all("Content-Security-Policy")) == 1
