"""One client that asks at a steady pace, whatever becomes of its questions."""

import collections
import contextlib
import dataclasses
import math
import socket
import time

PATIENCE_SECONDS = 30


@dataclasses.dataclass
class Answers:
    statuses: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    failed: int = 0  # without an answer
    times_us: list[float] = dataclasses.field(default_factory=list)

    def percentile_us(self, percent: float) -> float:
        """Of all answers; infinite when there is none."""
        ordered = sorted(self.times_us)
        if not ordered:
            return math.inf
        return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]

    @property
    def errors(self) -> int:
        """All that is not 200."""
        return self.failed + self.statuses.total() - self.statuses[200]


class Connection:
    """Kept alive while the server does, opened again when it is asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.socket = None

    def ask(self, request: bytes) -> int:
        """The status; OSError when there is no whole answer."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), PATIENCE_SECONDS)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(request)
        head, body = self._receive_until(b"", lambda got: b"\r\n\r\n" in got).split(b"\r\n\r\n", 1)
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        length = int(fields[b"content-length"])
        self._receive_until(body, lambda got: len(got) >= length)
        if fields.get(b"connection") == b"close":
            self.close()
        return int(head[9:12])

    def _receive_until(self, got: bytes, whole) -> bytes:
        while not whole(got):
            more = self.socket.recv(65536)
            if not more:
                raise ConnectionError("closed before the answer was whole")
            got += more
        return got


def request_of(token: str, target: str, client: str | None = None) -> bytes:
    """`client`: the address that a trusted proxy says it came from."""
    forwarded = f"X-Forwarded-For: {client}\r\n" if client else ""
    return (f"GET {target} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
            f"{forwarded}\r\n").encode()


def ask_steadily(port: int, requests: list[bytes], per_second: float, seconds: float) -> Answers:
    """In turn, on one connection. A question that could not be sent in time, since the one before
    was not answered, waited: its time counts from when it was due."""
    answers = Answers()
    connection = Connection(port)
    with contextlib.closing(connection):
        begun = time.monotonic()
        for number in range(round(per_second * seconds)):
            due = begun + number / per_second
            early = due - time.monotonic()
            if early > 0:
                time.sleep(early)
                due = time.monotonic()  # what the machine overslept is not the server's
            try:
                status = connection.ask(requests[number % len(requests)])
            except OSError:
                answers.failed += 1
                connection.close()
                continue
            answers.times_us.append(1e6 * (time.monotonic() - due))
            answers.statuses[status] += 1
    return answers
