"""SIGTERM while everybody asks and sends: nothing is cut, nothing is lost."""

import contextlib
import http.client
import json
import signal
import sqlite3
import threading
import time

from delivery import Pace, Post, receiving, simulated
from processes import PATIENCE_SECONDS

ASKERS, ASKS_PER_SECOND = 6, 110
SENDERS, SENT_PER_SECOND = 5, 50
SECONDS = 2.0


class Asker(threading.Thread):
    """A client that keeps its connection and asks at its pace until the server is gone."""

    def __init__(self, port, token):
        super().__init__()
        self.port, self.token = port, token
        self.answers, self.unanswered = 0, []
        self.failure = None

    def run(self):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port,
                                                    timeout=PATIENCE_SECONDS)
            with contextlib.closing(connection):
                connection.connect()
                while self.asks(connection):
                    time.sleep(1 / ASKS_PER_SECOND)
        except Exception as failure:  # an answer that was cut, for one: told to the test
            self.failure = failure

    def asks(self, connection):
        begun = time.monotonic()
        try:
            connection.request("GET", "/api/cdr?from=2026-03-01&to=2026-04-01&page_size=50",
                               headers={"Authorization": f"Bearer {self.token}"})
            answer = connection.getresponse()
        except OSError:  # refused, or closed before the first byte of an answer
            self.unanswered.append(begun)
            return False
        body = answer.read()  # raises when it is cut
        assert answer.status == 200 and body.endswith(b"}")
        self.answers += 1
        return answer.getheader("Connection") != "close"


class Sender(Post):
    """Gives up when the server is gone."""

    def run(self):
        self.acknowledged, self.unanswered, self.took = [], [], []
        for uuid, body in self.records:
            begun = time.monotonic()
            if not self.is_acknowledged(uuid, body):
                self.unanswered.append(begun)
                return
            self.acknowledged.append(uuid)
            self.took.append(time.monotonic() - begun)
            time.sleep(1 / SENT_PER_SECOND)


def test_a_stop_under_load_cuts_nothing_and_loses_nothing(tmp_path, capsys):
    (tmp_path / "made").mkdir()
    (tmp_path / "home").mkdir()
    directory, records = simulated(tmp_path / "made", 1500, seed=7)
    home = receiving(tmp_path / "home", directory)
    token = home.token(json.loads(directory)["tenants"][0]["sip_domain"])
    with home.serving() as server:
        askers = [Asker(server.port, token) for _ in range(ASKERS)]
        senders = [Sender(home, records[n::SENDERS], Pace()) for n in range(SENDERS)]
        for thread in (*askers, *senders):
            thread.start()
        time.sleep(SECONDS)
        signalled = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE_SECONDS) == 0
        took = time.monotonic() - signalled
        for thread in (*askers, *senders):
            thread.join()
    for asker in askers:
        assert asker.failure is None, repr(asker.failure)
    for thread in (*askers, *senders):
        assert all(begun >= signalled for begun in thread.unanswered), \
            "a request that was sent before the signal had no answer"
    acknowledged = {uuid for sender in senders for uuid in sender.acknowledged}
    with contextlib.closing(sqlite3.connect(home.folder / "edgvoip.db")) as store:
        legs = [row[0] for table in ("leg_records", "pending_legs")
                for row in store.execute(f"SELECT leg_id FROM {table}")]
    assert len(legs) == len(set(legs))
    assert acknowledged <= set(legs)
    took_ms = sorted(1000 * seconds for sender in senders for seconds in sender.took)
    answers = sum(asker.answers for asker in askers)
    assert answers > 100 and len(acknowledged) > 50
    with capsys.disabled():
        print(f"\nstopped under {answers / SECONDS:.0f} questions/s and "
              f"{len(acknowledged) / SECONDS:.0f} records/s in {took:.2f} s: exit 0, none cut, "
              f"{len(acknowledged)} acknowledged, all there; a POST took "
              f"{took_ms[len(took_ms) // 2]:.1f} ms (median), "
              f"{took_ms[len(took_ms) * 99 // 100]:.1f} ms (p99), connection and commit included")

