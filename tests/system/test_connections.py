"""The public listener under more connections than it may have."""

import contextlib
import json
import os
import pathlib
import resource
import socket
import time

from delivery import await_that
from processes import PATIENCE_SECONDS


def refusals(home, reason):
    """How many connections the log says were refused for that reason."""
    lines = map(json.loads, (home.folder / "serve.log").read_text().splitlines())
    return sum(line["refused"] for line in lines
               if line["event"] == "http_connection_refused" and line["reason"] == reason)


def connected(server):
    return socket.create_connection(("127.0.0.1", server.port), PATIENCE_SECONDS)


def answered_on(connection):
    with contextlib.suppress(OSError):
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        return connection.recv(12) == b"HTTP/1.1 200"
    return False


def cpu_seconds(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def is_answered(server):
    with contextlib.suppress(OSError):
        return server.ask("/healthz").status == 200
    return False


def test_without_descriptors_it_lives_rests_and_answers_again(home):
    with home.serving(EDGVOIP_API_CONNECTIONS_PER_CLIENT="0") as server, \
            contextlib.ExitStack() as connections:
        held = len(os.listdir(f"/proc/{server.process.pid}/fd"))
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (held + 20, held + 20))
        # More than enough: some that were held at the start may have been given back meanwhile.
        for _ in range(200):
            connections.enter_context(connected(server))
        # Connections are spread over the io threads. One of them may lose its reserve to another
        # that accepts at that moment: it then rests until a descriptor is free, and refuses none.
        await_that(lambda: refusals(home, "descriptors") > 0)
        before = cpu_seconds(server.process)
        time.sleep(2)
        assert cpu_seconds(server.process) - before < 1, "it spins"
        assert server.process.poll() is None
        connections.close()
        await_that(lambda: is_answered(server))
        assert server.stop() == 0


def test_a_client_over_its_cap_is_refused_until_it_closes_one(home):
    with home.serving() as server, contextlib.ExitStack() as connections:
        # Those that asked whether it is ready may count for a moment longer.
        for _ in range(100):
            await_that(lambda: answered_on(connections.enter_context(connected(server))))
        assert not is_answered(server)
        await_that(lambda: refusals(home, "connections_of_client") > 0)
        connections.close()
        await_that(lambda: is_answered(server))
        assert server.stop() == 0
