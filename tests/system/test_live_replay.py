"""What a real FreeSWITCH said, said once more over a socket to the running server."""

import csv
import json
import socket
import threading
import time

import pytest

from delivery import LONG, await_that
from pbx_socket import PASSWORD, PbxSocket, link
from processes import FREESWITCH, Home
from test_live import Listener
from test_metrics import metrics

EVENTS = (FREESWITCH / "esl/05_events_json_four_kinds.server.txt").read_bytes()
WAYS = ["whole", "pieces"] + (["bytes", "paced"] if LONG else [])
PIECE_BYTES = 997  # no frame has such a length
STILL_UP = "live08"  # rings on when the recording ends


def frames(recording: bytes):
    """Each as it came."""
    while recording:
        head, _, rest = recording.partition(b"\n\n")
        length = next((int(line.split(b":")[1]) for line in head.split(b"\n")
                       if line.startswith(b"Content-Length")), 0)
        yield head + b"\n\n" + rest[:length]
        recording = rest[length:].lstrip(b"\n")


def recorded_calls(without: str = ""):
    """The ids of the calls that were placed during the recording, by tenant."""
    with (FREESWITCH / "truth.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file)
                if row["phase"] == "live" and row["test_id"] != without]
    return {tenant: {row["a_leg_uuid"] for row in rows if row["tenant"] == tenant}
            for tenant in ("demo-a", "demo-b")}


class Replay:
    """Takes one client, answers what it says, and then tells the recorded events."""

    def __init__(self, way: str) -> None:
        self.way = way
        self.events = [frame for frame in frames(EVENTS) if b"text/event-json" in frame[:80]]
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.may_begin = threading.Event()
        self.is_told = threading.Event()
        self.lists = 0
        self.turn = threading.Lock()  # a PBX never answers within a frame
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        client, _ = self.listener.accept()
        client.sendall(b"Content-Type: auth/request\n\n")
        said = b""
        while piece := client.recv(4096):
            said += piece
            while b"\n\n" in said:
                line, said = said.split(b"\n\n", 1)
                self._answer(client, line.decode())

    def _answer(self, client: socket.socket, line: str) -> None:
        if line != "api show channels as json":
            client.sendall(b"Content-Type: command/reply\nReply-Text: +OK accepted\n\n")
            return
        # The recorded session asked for no further list: there is none that would fit.
        self.lists += 1
        body = b'{"row_count": 0}\n' if self.lists == 1 else b"-ERR no reply\n"
        with self.turn:
            client.sendall(b"Content-Type: api/response\nContent-Length: %d\n\n" % len(body) + body)
        if self.lists == 1:
            threading.Thread(target=self._tell, args=(client,), daemon=True).start()

    def _tell(self, client: socket.socket) -> None:
        self.may_begin.wait(60)
        if self.way == "paced":
            self._tell_paced(client)
        else:
            size = {"whole": len(EVENTS), "pieces": PIECE_BYTES, "bytes": 1}[self.way]
            text = b"".join(self.events)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.turn:
                for at in range(0, len(text), size):
                    client.sendall(text[at:at + size])
        self.is_told.set()

    def _tell_paced(self, client: socket.socket) -> None:
        begun, first = time.monotonic(), None
        for frame in self.events:
            at = int(json.loads(frame.partition(b"\n\n")[2])["Event-Date-Timestamp"]) / 1e6
            first = first or at
            time.sleep(max(0, at - first - (time.monotonic() - begun)))
            with self.turn:
                client.sendall(frame)


@pytest.mark.parametrize("way", WAYS)
def test_every_recorded_call_begins_and_ends_for_its_tenant(tmp_path, way):
    directory = (FREESWITCH / "directory.json").read_text(encoding="utf-8")
    home = Home(tmp_path, directory)
    replay = Replay(way)
    link(home, replay, PASSWORD)
    with home.serving() as server:
        listeners = {}
        for tenant in ("demo-a", "demo-b"):
            token = home.token(f"{tenant}.edgvoip.test")
            PbxSocket.await_link(server, token)
            listeners[tenant] = Listener(server, token)
            listeners[tenant].wait("snapshot")
        replay.may_begin.set()
        assert replay.is_told.wait(180)
        await_that(lambda: metrics(server)["edgvoip_live_events_total{}"] == len(replay.events),
                   "events are missing")
        for tenant, calls in recorded_calls(without=STILL_UP).items():
            ended = {data["call_id"] for data in listeners[tenant].wait("call-ended", len(calls))}
            assert ended == calls
        for tenant, calls in recorded_calls().items():
            started = listeners[tenant].wait("call-started", len(calls))
            assert {data["call"]["call_id"] for data in started} == calls
            listeners[tenant].close()
        figures = metrics(server)
        assert figures['edgvoip_live_refused_total{what="content"}'] == 0
        assert figures['edgvoip_live_refused_total{what="frame"}'] == 0
