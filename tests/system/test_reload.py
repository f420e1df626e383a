"""SIGHUP: files are read again while the server answers."""

import copy
import json
import signal
import socket
import time

from processes import FREESWITCH, PATIENCE_SECONDS, ROME
from test_metrics import metrics
from test_post import call_ids, of_freeswitch, recorded_posts


def reload(server, home, *expected):
    """Sends the signal and waits until the log says what has become of it."""
    log = home.folder / "serve.log"
    before = len(log.read_text().splitlines())
    server.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        lines = [json.loads(line) for line in log.read_text().splitlines()[before:]]
        said = [(line["event"], line["what"]) for line in lines
                if line["event"] in ("reloaded", "reload_failed")]
        if len(said) == 2:
            assert sorted(said) == sorted(expected)
            return lines
        time.sleep(0.01)
    raise AssertionError("the server did not reload")


BOTH = (("reloaded", "keys"), ("reloaded", "directory"))


def test_a_new_tenant_is_known_and_a_removed_one_is_not(home):
    token = home.token()
    with home.serving() as server:
        assert server.ask("/api/cdr", token).status == 200
        changed = copy.deepcopy(ROME)
        changed["tenants"][0]["stores"][0]["name"] = "Roma Termini"
        home.write_directory(changed)
        reload(server, home, *BOTH)
        stores = server.ask("/api/directory/stores", token).json["items"]
        assert [store["name"] for store in stores] == ["Roma Termini"]
        home.write_directory({"tenants": []})
        reload(server, home, *BOTH)
        assert server.ask("/api/cdr", token).status == 403


def test_a_withdrawn_key_is_refused_and_the_new_one_taken(home):
    old = home.token()
    with home.serving() as server:
        assert server.ask("/api/cdr", old).status == 200
        home.secret.write_text("another secret of thirty-two byte\n")
        new = home.token()
        assert server.ask("/api/cdr", new).status == 401
        reload(server, home, *BOTH)
        assert server.ask("/api/cdr", old).status == 401
        assert server.ask("/api/cdr", new).status == 200


def test_what_is_wrong_changes_nothing_and_is_said(home):
    token = home.token()
    with home.serving() as server:
        home.write_directory("{")
        lines = reload(server, home, ("reloaded", "keys"), ("reload_failed", "directory"))
        failed = next(line for line in lines if line["event"] == "reload_failed")
        assert "directory.json" in failed["detail"]
        assert server.ask("/api/cdr", token).status == 200
        home.write_directory(ROME)
        home.secret.write_text("short\n")
        reload(server, home, ("reload_failed", "keys"), ("reloaded", "directory"))
        assert server.ask("/api/cdr", token).status == 200


def test_a_wrong_directory_keeps_no_withdrawn_key_alive(home):
    token = home.token()
    with home.serving() as server:
        home.write_directory("{")
        home.secret.write_text("another secret of thirty-two byte\n")
        reload(server, home, ("reloaded", "keys"), ("reload_failed", "directory"))
        assert server.ask("/api/cdr", token).status == 401


def test_records_without_a_tenant_are_taken_in_when_the_directory_knows_it(tmp_path):
    home = of_freeswitch(tmp_path)
    known = home.directory.read_text(encoding="utf-8")
    home.write_directory({"tenants": []})
    with home.serving() as server:
        for query, headers, body in recorded_posts("h1"):
            assert server.post(body, query, **headers).status == 200
        waiting = metrics(server)['edgvoip_store_pending_legs{reason="no_tenant"}']
        assert waiting > 0
        home.write_directory(known)
        reload(server, home, *BOTH)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while metrics(server)['edgvoip_store_pending_legs{reason="no_tenant"}'] == waiting:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert call_ids(server, home)


def test_no_request_fails_while_keys_and_directory_change(home):
    """Rotation: both keys are good while both are in the key set's place."""
    second = home.folder / "second"
    second.write_text("another secret of thirty-two byte\n")
    issuers = "".join(f'[[auth.issuer]]\nissuer = ""\nkid = "{kid}"\n'
                      f'hs256_secret_file = {json.dumps(str(path))}\ntenants = ["*"]\n'
                      for kid, path in (("one", home.secret), ("two", second)))
    home.write_config(issuers, auth_hs256_secret_file="")
    token = home.token()
    with home.serving() as server:
        for _ in range(20):
            server.process.send_signal(signal.SIGHUP)
            for _ in range(10):
                assert server.ask("/api/cdr", token).status == 200
        assert server.stop() == 0


def test_the_private_listener_can_be_a_unix_socket(home):
    path = home.folder / "private.sock"
    home.write_config(private_listen=f"unix:{path}")
    body = next(iter((FREESWITCH / "http_posts" / "h1").glob("*.body"))).read_bytes()
    with home.serving() as server:
        for target, content in (("GET /metrics", b""), ("POST /ingest/freeswitch", body)):
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(PATIENCE_SECONDS)
                client.connect(str(path))
                head = (f"{target} HTTP/1.1\r\nHost: local\r\nConnection: close\r\n"
                        f"Content-Length: {len(content)}\r\n\r\n")
                client.sendall(head.encode() + content)
                assert client.recv(12) == b"HTTP/1.1 200"
        assert server.stop() == 0
    assert not path.exists()


def test_readiness_ends_when_the_stop_begins(home):
    """A request that holds the stop open shows that others are told not to come."""
    with home.serving() as server:
        # A record that is being sent keeps the private listener, and so the program, open.
        with socket.create_connection(("127.0.0.1", server.private_port)) as slow, \
                socket.create_connection(("127.0.0.1", server.port)) as watcher:
            slow.sendall(b"POST /ingest/freeswitch HTTP/1.1\r\nHost: a\r\n"
                         b"Content-Length: 10\r\n\r\nhalf")
            watcher.settimeout(PATIENCE_SECONDS)
            question = b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n"
            watcher.sendall(question)
            assert watcher.recv(4096).startswith(b"HTTP/1.1 200")
            server.process.send_signal(signal.SIGTERM)
            log = home.folder / "serve.log"
            while '"stopping"' not in log.read_text():
                time.sleep(0.01)
            watcher.sendall(question)
            assert watcher.recv(4096).startswith(b"HTTP/1.1 503")
            slow.sendall(b"-a-one")
            assert slow.recv(4096).startswith(b"HTTP/1.1 202")
        assert server.process.wait(PATIENCE_SECONDS) == 0

