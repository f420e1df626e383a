"""A server as its operator sees it: start, doors, stop."""

import signal
import socket
import time

import pytest

from processes import DOMAIN


def test_it_is_healthy_and_ready_without_a_token(home):
    with home.serving() as server:
        for path in ("/healthz", "/readyz"):
            answer = server.ask(path)
            assert answer.status == 200
            assert DOMAIN.encode() not in answer.body


def test_the_contract_and_its_page_need_no_token_and_no_other_host(home):
    with home.serving() as server:
        assert server.ask("/api/openapi.json").json["openapi"].startswith("3.1")
        page = server.ask("/docs")
        assert page.status == 200 and page.headers["Content-Type"].startswith("text/html")
        assert b'src="http' not in page.body and b'href="http' not in page.body


def test_a_question_without_a_token_is_401(home):
    with home.serving() as server:
        answer = server.ask("/api/cdr")
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_token_of_another_secret_is_401(home):
    token = home.token()
    home.secret.write_text("another secret of thirty-two byte\n")
    with home.serving() as server:
        assert server.ask("/api/cdr", token).status == 401


def test_a_tampered_token_is_401(home):
    token = home.token()
    head, claims, signature = token.split(".")
    with home.serving() as server:
        assert server.ask("/api/cdr", token).status == 200
        assert server.ask("/api/cdr", f"{head}.{claims[:-4]}AAAA.{signature}").status == 401
        assert server.ask("/api/cdr", f"{head}.{claims}.").status == 401


def test_there_is_no_way_to_write(home):
    token = home.token()
    with home.serving() as server:
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            answer = server.ask("/api/cdr", token, method)
            assert answer.status == 405 and "GET" in answer.headers["Allow"]


def test_what_does_not_exist_is_a_404_problem(home):
    with home.serving() as server:
        answer = server.ask("/api/nothing", home.token(), X_Request_Id="a-1")
    assert answer.status == 404
    assert answer.json["status"] == 404 and answer.json["request_id"] == "a-1"
    assert answer.headers["X-Request-Id"] == "a-1"


def test_head_is_the_get_without_its_body(home):
    token = home.token()
    target = "/api/cdr?from=2025-01-01&to=2025-01-02"
    with home.serving() as server:
        get, head = server.ask(target, token), server.ask(target, token, "HEAD")
    assert head.status == 200 and head.body == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"] == str(len(get.body))


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_well(home, with_signal):
    with home.serving() as server:
        assert server.stop(with_signal) == 0
        with pytest.raises(ConnectionError):
            server.ask("/healthz")


def test_an_idle_connection_does_not_hold_up_the_end(home):
    with home.serving() as server:
        with socket.create_connection(("127.0.0.1", server.port)):
            begun = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - begun < 30


def test_a_port_in_use_is_said_and_ends_with_1(home):
    with home.serving():
        second = home.run("serve", EDGVOIP_PRIVATE_LISTEN="")
        beside = home.run("serve", EDGVOIP_API_LISTEN="127.0.0.1:0")
    assert second.returncode == 1
    assert f"127.0.0.1:{home.port}" in second.stderr
    assert beside.returncode == 1
    assert f"private.listen: cannot listen at 127.0.0.1:{home.private_port}" in beside.stderr


@pytest.mark.parametrize("listen", ["nonsense", "127.0.0.1", "127.0.0.1:99999", "192.0.2.1:8080"])
def test_an_address_that_cannot_be_used_is_said(home, listen):
    home.write_config(api_listen=listen)
    done = home.run("serve")
    assert done.returncode == 1
    assert listen in done.stderr


def test_the_environment_moves_the_listener(home):
    home.write_config(api_listen="127.0.0.1:1")
    with home.serving(EDGVOIP_API_LISTEN=f"127.0.0.1:{home.port}") as server:
        assert server.ask("/healthz").status == 200


def test_no_token_and_no_secret_in_the_log(home):
    token = home.token()
    with home.serving() as server:
        server.ask("/api/cdr?number=%2B393331234567", token)
        server.ask("/api/cdr", token + "x")
        server.stop()
    log = (home.folder / "serve.log").read_text()
    assert "/api/cdr" in log
    for planted in (token, token.split(".")[2], home.secret.read_text().strip(), "393331234567"):
        assert planted not in log
