"""`edgvoip check --index`: the running index and one made anew from the store are compared."""

import contextlib
import http.client
import http.server
import json
import sqlite3
import threading
import time

import pytest

from processes import DOMAIN, FREESWITCH, PATIENCE_SECONDS, ROME, Home
from test_metrics import metrics
from test_post import basic, recorded_posts

PASSWORD = "a password of the pbx"


def recorded_home(tmp_path):
    home = Home(tmp_path, (FREESWITCH / "directory.json").read_text(encoding="utf-8"))
    home.import_records(FREESWITCH / "json_cdr" / "p1")
    return home


def domains(home):
    return [tenant["sip_domain"] for tenant in json.loads(home.directory.read_text())["tenants"]]


def stored_calls(home):
    with contextlib.closing(sqlite3.connect(home.folder / "edgvoip.db")) as store:
        return store.execute("SELECT count(*) FROM calls").fetchone()[0]


def change(home, statement):
    """What nobody may do: the store without its counter of changes. Gives the call's id."""
    with contextlib.closing(sqlite3.connect(home.folder / "edgvoip.db")) as store:
        call_id = store.execute(
            "SELECT call_id FROM calls ORDER BY start_us, call_id LIMIT 1 OFFSET 5").fetchone()[0]
        assert store.execute(f"{statement} WHERE call_id = ?", (call_id,)).rowcount == 1
        store.commit()
    return call_id


def ask(home, target, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", home.private_port,
                                            timeout=PATIENCE_SECONDS)
    with contextlib.closing(connection):
        connection.request(method, target, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, json.loads(answer.read())


def assert_fails_saying(done, *words):
    assert done.returncode == 1, done
    last = done.stderr.splitlines()[-1]
    for word in words:
        assert word in last


def test_index_and_store_agree(tmp_path):
    home = recorded_home(tmp_path)
    with home.serving():
        lines = home.do("check", "--index").splitlines()
        only = home.do("check", "--index", "--sip-domain", domains(home)[0].upper()).splitlines()
    assert [line.split(":")[0] for line in lines] == domains(home)
    assert all(line.endswith(", index and store agree") for line in lines)
    assert sum(int(line.split()[1].replace(",", "")) for line in lines) == stored_calls(home) > 10
    assert only == lines[:1]


def test_they_agree_while_records_come(tmp_path):
    home = recorded_home(tmp_path)
    posts = list(recorded_posts("h1", "h2", "h3"))
    with home.serving() as server:
        done = threading.Event()

        def send():
            for query, headers, body in posts:
                assert server.post(body, query, **headers).status == 200
                time.sleep(0.01)
            done.set()

        before = home.do("check", "--index").splitlines()
        sender = threading.Thread(target=send)
        sender.start()
        checks = []
        while not done.is_set() or not checks:
            checks.append(home.do("check", "--index").splitlines())
        sender.join()
        last = home.do("check", "--index").splitlines()
    assert done.is_set()
    for lines in checks + [last]:
        assert all(line.endswith(", index and store agree") for line in lines)
    assert last != before, "calls have come"


def test_they_agree_while_another_process_imports(tmp_path):
    home = recorded_home(tmp_path)
    with home.serving():
        importing = home.start("import", "freeswitch", "--config", home.config,
                               FREESWITCH / "json_cdr")
        while importing.poll() is None:
            home.do("check", "--index")
        assert importing.wait() == 0
        lines = home.do("check", "--index").splitlines()
    assert sum(int(line.split()[1].replace(",", "")) for line in lines) == stored_calls(home)


def test_with_user_and_password(tmp_path):
    home = recorded_home(tmp_path)
    (tmp_path / "password").write_text(PASSWORD + "\n")
    door = {"private_user": "pbx", "private_password_file": str(tmp_path / "password"),
            "private_allow": ["127.0.0.1"]}
    home.write_config(**door)
    with home.serving() as server:
        assert home.do("check", "--index").count("agree") == len(domains(home))
        status, _, _ = ask(home, f"/index/check?sip_domain={domains(home)[0]}")
        assert status == 401
        status, _, report = ask(home, f"/index/check?sip_domain={domains(home)[0]}",
                                Authorization=basic("pbx", PASSWORD))
        assert status == 200 and report["differences"] == 0 and report["examples"] == []
        (tmp_path / "password").write_text("another one\n")
        assert_fails_saying(home.run("check", "--index"), "private.user", "restart")
        assert server.stop() == 0
    assert PASSWORD not in (home.folder / "serve.log").read_text()


def test_over_a_unix_socket(tmp_path):
    home = recorded_home(tmp_path)
    home.write_config(private_listen=f"unix:{tmp_path}/private.sock")
    with home.serving():
        assert home.do("check", "--index").count("agree") == len(domains(home))
    assert_fails_saying(home.run("check", "--index"), "nobody listens", "private.sock")


@pytest.mark.parametrize("statement, column", [
    ("UPDATE calls SET billsec = billsec + 1", "billsec"),
    ("UPDATE calls SET ext_number = '4711'", "ext"),
    ("UPDATE calls SET remote_number = '+39061111111'", "number"),
])
def test_a_call_that_was_changed_behind_its_back_is_named(tmp_path, statement, column):
    home = recorded_home(tmp_path)
    with home.serving():
        call_id = change(home, statement)
        done = home.run("check", "--index")
        again = home.run("check", "--index")
    assert_fails_saying(done, "1 of these tenants", "restart", "report")
    assert again.stdout == done.stdout
    differing = [line for line in done.stdout.splitlines() if call_id in line]
    assert differing[0] == f"  calls: {call_id} differs in {column}"
    assert "index and store differ, calls: 1" in done.stdout
    assert done.stdout.count("agree") == len(domains(home)) - 1
    log = (home.folder / "serve.log").read_text()
    assert log.count('"event":"index_differs"') == 2
    with home.serving():
        assert home.do("check", "--index").count("agree") == len(domains(home)), "after a restart"


def test_a_call_that_is_gone_is_named(tmp_path):
    home = recorded_home(tmp_path)
    with home.serving():
        call_id = change(home, "DELETE FROM calls")
        done = home.run("check", "--index")
    assert_fails_saying(done, "restart")
    assert f"  calls: {call_id} is in the running index only" in done.stdout


def test_a_store_that_cannot_be_read_is_told(tmp_path):
    home = recorded_home(tmp_path)
    with home.serving():
        change(home, "UPDATE calls SET direction = direction + 10")
        assert_fails_saying(home.run("check", "--index"), "500", "index_check_failed")


@contextlib.contextmanager
def answering(home, answers):
    """In the server's place: one of these answers (status, body) after the other."""
    left = iter(answers)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            status, body = next(left)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    with http.server.HTTPServer(("127.0.0.1", home.private_port), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield
        server.shutdown()
        thread.join()


def test_it_waits_for_a_server_that_cannot_yet(home):
    report = {"tenant_id": ROME["tenants"][0]["tenant_id"], "sip_domain": DOMAIN, "change_seq": 7,
              "calls": 1234, "differences": 0, "parts": {}, "examples": []}
    with answering(home, [(503, b"{}"), (503, b"{}"), (200, json.dumps(report).encode())]):
        assert home.do("check", "--index") == \
            f"{DOMAIN}: 1,234 calls at change 7, index and store agree\n"


@pytest.mark.parametrize("answer, said", [
    ((200, b"hello"), "not a report"),
    ((404, b"{}"), "older version"),
    ((500, b'{"detail":"a fault"}'), "a fault"),
    ((302, b""), "302"),
])
def test_an_answer_of_another_kind_is_told(home, answer, said):
    with answering(home, [answer]):
        assert_fails_saying(home.run("check", "--index"), DOMAIN, said)


def test_what_is_wrong_is_said(home):
    assert_fails_saying(home.run("check", "--index"), "nobody listens",
                        f"127.0.0.1:{home.private_port}")
    with home.serving():
        assert_fails_saying(home.run("check", "--index", "--sip-domain", "nobody.example"),
                            "nobody.example")
        other = json.loads(home.directory.read_text())
        other["tenants"][0]["sip_domain"] = "another.example"
        home.write_directory(other)
        assert_fails_saying(home.run("check", "--index"), "another.example", "SIGHUP")
    home.write_config(private_listen="")
    assert_fails_saying(home.run("check", "--index"), "private.listen")
    assert home.run("check", "--sip-domain", DOMAIN).returncode == 2
    home.write_config(private_allow=["10.0.0.7"])
    with home.serving():
        assert_fails_saying(home.run("check", "--index"), "another.example", "private.allow")


def test_the_question_is_read_strictly(home):
    with home.serving() as server:
        for target, parameter in (("/index/check", "sip_domain"), ("/index/check?a=1", "a"),
                                  (f"/index/check?sip_domain={DOMAIN}&sip_domain=b", "sip_domain")):
            status, _, problem = ask(home, target)
            assert status == 400 and parameter in [e["parameter"] for e in problem["errors"]]
        assert ask(home, "/index/check?sip_domain=nobody.example")[0] == 404
        status, headers, _ = ask(home, f"/index/check?sip_domain={DOMAIN}", "DELETE")
        assert status == 405 and headers["Allow"] == "GET"
        status, _, report = ask(home, f"/index/check?sip_domain={DOMAIN}")
        now = metrics(server)
    route = 'edgvoip_http_requests_total{listener="private",method="GET",route="/index/check",%s}'
    assert now[route % 'status="200"'] == 1 and now[route % 'status="400"'] == 3
    assert status == 200 and report["sip_domain"] == DOMAIN and report["calls"] == 0
    assert set(report) == {"tenant_id", "sip_domain", "change_seq", "calls", "differences",
                           "parts", "examples"}
    assert set(report["parts"].values()) == {0} and len(report["parts"]) == 7
