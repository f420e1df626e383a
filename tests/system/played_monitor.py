"""An edgvoip whose live calls a test plays: all else is asked of the real one behind it."""

import contextlib
import http.client
import http.server
import json
import queue
import socket
import threading
import time

from processes import PATIENCE_SECONDS, free_port

MONITOR = "/api/monitor/active-calls"
HANG_UP = object()


class Asked:
    """One question for the stream, and the way to answer it."""

    def __init__(self, headers) -> None:
        self.headers = headers
        self.lines: queue.Queue = queue.Queue()
        self.is_over = threading.Event()

    @property
    def last_id(self) -> str | None:
        return self.headers["Last-Event-ID"]

    @property
    def request_id(self) -> str:
        return self.headers["X-Request-Id"]

    def send(self, event: str, event_id: str | None = None, **data) -> None:
        lines = "" if event_id is None else f"id: {event_id}\n"
        self.lines.put(f"{lines}event: {event}\ndata: {json.dumps(data)}\n\n")

    def beat(self) -> None:
        self.lines.put(":\n\n")

    def hang_up(self) -> None:
        self.lines.put(HANG_UP)


class PlayedMonitor:
    """Listens at a port of its own, which stays the same when it goes and comes again."""

    def __init__(self, behind: int) -> None:
        self.behind = behind
        self.port = free_port()
        self.status = 200  # of the stream and of the list
        self.calls: list[dict] = []  # of the list
        self.lists: list[str] = []  # targets that were asked for
        self.asked: list[Asked] = []
        self.server: http.server.ThreadingHTTPServer | None = None

    def begin_again(self) -> None:
        self.status = 200
        self.calls = []
        for asked in self.asked:
            asked.hang_up()
        self.asked = []
        self.lists = []
        if self.server is None:
            self.start()

    def start(self) -> None:
        played = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                played.answer(self)

            def log_message(self, *_) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """As if its process had ended."""
        self.server.shutdown()
        self.server.server_close()
        self.server = None
        for asked in self.asked:
            asked.hang_up()

    def answer(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        if not handler.path.startswith(MONITOR):
            self.hand_on(handler)
        elif handler.headers["Accept"] == "text/event-stream":
            self.play(handler)
        else:
            self.lists.append(handler.path)
            items = {"items": self.calls, "page": 1, "page_size": 50, "total": len(self.calls),
                     "next_cursor": None, "as_of": "2026-11-23T09:00:00Z"}
            reply(handler, self.status, json.dumps(items).encode())

    def hand_on(self, handler) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.behind, timeout=PATIENCE_SECONDS)
        with contextlib.closing(connection):
            connection.request("GET", handler.path, headers=dict(handler.headers))
            answer = connection.getresponse()
            reply(handler, answer.status, answer.read())

    def play(self, handler) -> None:
        asked = Asked(handler.headers)
        self.asked.append(asked)
        if self.status != 200:
            asked.is_over.set()
            reply(handler, self.status, b"{}")
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        with contextlib.suppress(OSError):
            while (line := asked.lines.get()) is not HANG_UP:
                handler.wfile.write(line.encode())
        asked.is_over.set()
        with contextlib.suppress(OSError):
            handler.connection.shutdown(socket.SHUT_RDWR)

    def of(self, request_id: str) -> list[Asked]:
        """The questions for one page; that an earlier one has gone may not be known yet."""
        return [asked for asked in self.asked if asked.request_id == request_id]

    def await_asked(self, request_id: str, count: int) -> Asked:
        """Question number `count` for a page, from 1."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(self.of(request_id)) < count:
            assert time.monotonic() < deadline, "W3 did not ask"
            time.sleep(0.01)
        return self.of(request_id)[count - 1]


def reply(handler, status: int, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
