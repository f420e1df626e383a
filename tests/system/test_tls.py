"""The public listener under TLS, asked by Python's client."""

import contextlib
import json
import signal
import socket
import ssl
import subprocess
import time
import warnings

import pytest

from processes import PATIENCE_SECONDS, Home
from tls_identity import make_identity, serial_number, trusting


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path)
    make_identity(tmp_path, "first.example")
    home.write_config(api_tls_certificate=str(tmp_path / "certificate.pem"),
                      api_tls_key=str(tmp_path / "key.pem"))
    home.tls = trusting(tmp_path)
    return home


def await_event(home, event, what):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        for line in (home.folder / "serve.log").read_text().splitlines():
            told = json.loads(line)
            if told["event"] == event and told.get("what") == what:
                return told
        time.sleep(0.01)
    raise AssertionError(f"the log never said {event} of {what}")


def test_a_verified_client_is_answered_and_told_to_stay(home):
    token = home.token()
    with home.serving() as server:
        answer = server.ask("/api/cdr", token)
        assert answer.status == 200 and answer.json["items"] == []
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert server.stop() == 0


def test_many_requests_go_over_one_connection(home):
    with home.serving() as server, contextlib.closing(server.connection()) as connection:
        for _ in range(50):
            connection.request("GET", "/api/openapi.json")
            answer = connection.getresponse()
            assert answer.status == 200 and json.loads(answer.read())["openapi"]


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_1_2_and_1_3_are_spoken(home, version):
    home.tls.minimum_version = home.tls.maximum_version = version
    with home.serving() as server:
        assert server.ask("/healthz").status == 200


def test_tls_1_1_is_refused(home):
    old = trusting(home.folder)
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with home.serving() as server:
        with socket.create_connection(("127.0.0.1", server.port), PATIENCE_SECONDS) as plain, \
                pytest.raises((ssl.SSLError, ConnectionError)):
            old.wrap_socket(plain, server_hostname="127.0.0.1")
        assert server.ask("/healthz").status == 200


def test_plain_http_is_not_answered_and_does_no_harm(home):
    with home.serving() as server:
        with socket.create_connection(("127.0.0.1", server.port), PATIENCE_SECONDS) as plain:
            plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            said = b""
            with contextlib.suppress(ConnectionError):
                while part := plain.recv(4096):
                    said += part
            assert b"HTTP/1.1" not in said
        assert server.ask("/healthz").status == 200


def test_a_new_certificate_is_shown_after_sighup_while_old_connections_go_on(home):
    with home.serving() as server, contextlib.closing(server.connection()) as old:
        old.request("GET", "/healthz")
        assert old.getresponse().read()
        before = serial_number(server)
        make_identity(home.folder, "second.example")
        server.process.send_signal(signal.SIGHUP)
        await_event(home, "reloaded", "tls")
        with pytest.raises(ssl.SSLCertVerificationError):
            server.ask("/healthz")
        server.tls = trusting(home.folder)
        assert serial_number(server) != before
        old.request("GET", "/healthz")
        assert old.getresponse().read()
        assert server.stop() == 0


def test_a_wrong_certificate_changes_nothing_and_is_said(home):
    with home.serving() as server:
        (home.folder / "certificate.pem").write_text("nothing")
        server.process.send_signal(signal.SIGHUP)
        told = await_event(home, "reload_failed", "tls")
        assert told["detail"].startswith("api.tls_certificate '")
        assert server.ask("/healthz").status == 200


@pytest.mark.parametrize("verb", ["serve", "check"])
def test_files_that_cannot_be_used_are_named(home, tmp_path, verb):
    (tmp_path / "other").mkdir()
    make_identity(tmp_path / "other", "other.example")
    good = {"api_tls_certificate": str(tmp_path / "certificate.pem"),
            "api_tls_key": str(tmp_path / "key.pem")}
    for key, value, said in (
            ("api_tls_key", "", "api.tls_certificate and api.tls_key go together"),
            ("api_tls_key", "/nowhere/key.pem", "api.tls_key '/nowhere/key.pem' cannot be read"),
            ("api_tls_certificate", "/nowhere/c.pem", "api.tls_certificate '/nowhere/c.pem'"),
            ("api_tls_key", str(tmp_path / "other/key.pem"), "does not belong to")):
        home.write_config(**good | {key: value})
        done = home.run(verb)
        assert done.returncode == 1
        assert said in done.stderr


def test_a_key_with_a_passphrase_is_refused_without_asking_for_it(home, tmp_path):
    locked = tmp_path / "locked.pem"
    subprocess.run(["openssl", "pkey", "-in", tmp_path / "key.pem", "-aes256", "-passout",
                    "pass:secret", "-out", locked], check=True, capture_output=True)
    home.write_config(api_tls_certificate=str(tmp_path / "certificate.pem"),
                      api_tls_key=str(locked))
    done = home.run("check")
    assert done.returncode == 1
    assert f"api.tls_key '{locked}' is no key without passphrase" in done.stderr
