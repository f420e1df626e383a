"""The requests that servers disagree on, sent to edgvoip and to an nginx in front of it: edgvoip
executes nothing that nginx did not forward as a request."""

import collections
import contextlib
import itertools
import json
import os
import pathlib
import shutil
import signal
import subprocess

import pytest

from delivery import await_that
from processes import PATIENCE_SECONDS, PROJECT, Home, Server, free_port
from request_corpus import CASES, NEXT, SMUGGLED_ROUTE
from wire import Wire

marks = itertools.count()

# Where Debian puts it, or where tools/install unpacks it.
PLACES = f"/usr/sbin:{PROJECT}/build/deps/nginx/usr/sbin"
CONFIGURATION = """
daemon off;
{user}worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    log_format forwarded '$remote_port $request_id $status $upstream_status';
    access_log {folder}/access.log forwarded;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream edgvoip {{ server 127.0.0.1:{upstream}; keepalive 4; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://edgvoip;
            proxy_http_version 1.1;
            proxy_next_upstream off;
            proxy_set_header Host $http_host;
            proxy_set_header Connection "";
            proxy_set_header X-Request-Id $request_id;
        }}
    }}
}}
"""


@contextlib.contextmanager
def nginx(folder: pathlib.Path, upstream: int):
    """In front of the upstream's port, until it has written all of its log; yields its port."""
    program = shutil.which("nginx", path=PLACES)
    assert program, "tools/install test brings nginx"
    folder.mkdir()
    port = free_port()
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(CONFIGURATION.format(folder=folder, port=port,
                                                            upstream=upstream, user=user))
    process = subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf", "-e",
                                folder / "error.log"],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        await_that(lambda: process.poll() is not None or (folder / "nginx.pid").exists())
        assert process.poll() is None, (folder / "error.log").read_text()
        yield port
        process.send_signal(signal.SIGQUIT)
        assert process.wait(PATIENCE_SECONDS) == 0
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def statuses(wire: Wire, raw: bytes) -> list[int]:
    """Of all answers to the input and to the request behind it, until the other side closes."""
    wire.send(raw + NEXT)
    found = []
    while answer := wire.read_answer(head_only=not found and raw.startswith(b"HEAD ")):
        found.append(answer[0])
    return found


def log_of(home: Home, server: Server) -> list[dict]:
    """All of the log until now: its lines are gathered for a moment, so one more is waited for."""
    mark = f"mark-{next(marks)}"
    assert server.ask("/healthz", X_Request_Id=mark).status == 200
    log = home.folder / "serve.log"
    await_that(lambda: mark in log.read_text())
    return [json.loads(line) for line in log.read_text().splitlines()]


def executed_in(lines: list[dict]) -> list[dict]:
    """What the log says of requests that came to a handler, but for our own."""
    return [line for line in lines if line["event"] == "http_request" and
            not line["request_id"].startswith("mark-")]


def marked(answers: list[int], executed: list[int]) -> str:
    """The verdict as the corpus writes it; what was executed was answered in its order."""
    words, left = [], list(executed)
    for status in answers:
        if left and left[0] == status:
            left.pop(0)
            words.append(f"{status}*")
        else:
            words.append(str(status))
    return " ".join(words + [f"unanswered {status}" for status in left])


def test_directly(home):
    found = {}
    with home.serving() as server:
        before = begin = len(log_of(home, server))
        for name, case in CASES.items():
            wire = Wire(server.port)
            answers = statuses(wire, case.raw)
            wire.close()
            lines = log_of(home, server)
            found[name] = marked(answers, [line["status"] for line in executed_in(lines[begin:])])
            begin = len(lines)
    assert found == {name: case.direct for name, case in CASES.items()}
    assert SMUGGLED_ROUTE not in {line["route"] for line in executed_in(lines[before:])}


@pytest.fixture(scope="module")
def proxied(tmp_path_factory):
    """All inputs through nginx: the answers of each, what nginx forwarded, what edgvoip did."""
    home = Home(tmp_path_factory.mktemp("proxied"))
    answers, wires = {}, {}
    with home.serving() as server:
        begin = len(log_of(home, server))
        with nginx(home.folder / "nginx", server.port) as port:
            for name, case in CASES.items():
                wire = wires[name] = Wire(port)
                answers[name] = statuses(wire, case.raw)
            # Kept until now, so that no two cases had one port.
            ports = {wire.local_port: name for name, wire in wires.items()}
            for wire in wires.values():
                wire.close()
        executed = executed_in(log_of(home, server)[begin:])
    forwarded = collections.defaultdict(list)
    for line in (home.folder / "nginx/access.log").read_text().splitlines():
        client_port, request_id, _, upstream_status = line.split()
        if upstream_status != "-":
            forwarded[ports[int(client_port)]].append(request_id)
    return answers, forwarded, executed


def test_edgvoip_executes_nothing_that_nginx_did_not_forward(proxied):
    _, forwarded, executed = proxied
    known = [request_id for ids in forwarded.values() for request_id in ids]
    done = [line["request_id"] for line in executed]
    assert len(set(known)) == len(known) and len(known) > len(CASES) // 2
    assert len(set(done)) == len(done)
    assert set(done) <= set(known)
    assert SMUGGLED_ROUTE not in {line["route"] for line in executed}


def test_behind_nginx(proxied):
    answers, forwarded, executed = proxied
    by_id = {line["request_id"]: line["status"] for line in executed}
    found = {name: marked(answers[name], [by_id[request_id] for request_id in forwarded[name]
                                          if request_id in by_id]) for name in CASES}
    assert found == {name: case.behind for name, case in CASES.items()}
