"""Sockets that a client holds open at a server of this machine.

`idle`: each asks once and then says nothing more. `slow`: each sends a header that never ends, a
byte a second, and one that was cut is followed by a new one. Run as a program of its own, so that
it delays nobody who measures: KIND PORT COUNT SECONDS. It prints `held` when all are open, and
after so many seconds more `RESULT` and what became of them, as JSON."""

import collections
import contextlib
import json
import select
import socket
import statistics
import sys
import time

PATIENCE_SECONDS = 30
BYTE_SECONDS = 1.0
ONE_REQUEST = b"GET /healthz HTTP/1.1\r\nHost: bench\r\n\r\n"
ENDLESS_HEADER = b"GET /healthz HTTP/1.1\r\nHost: bench\r\nX-Slow: "


class Held:
    """All sockets, and what was seen of them."""

    def __init__(self, port: int, slow: bool) -> None:
        self.port = port
        self.slow = slow
        self.epoll = select.epoll()
        self.sockets: dict[int, tuple[socket.socket, float]] = {}  # with the moment of its start
        self.due: collections.deque = collections.deque()  # (moment, descriptor, start, bytes sent)
        self.statuses: collections.Counter = collections.Counter()
        self.cut_after: list[float] = []
        self.opened = 0

    def open(self) -> None:
        held = socket.create_connection(("127.0.0.1", self.port), PATIENCE_SECONDS)
        if not self.slow:
            held.sendall(ONE_REQUEST)
            self.statuses[held.recv(4096)[9:12].decode()] += 1
        held.setblocking(False)
        begun = time.monotonic()
        self.sockets[held.fileno()] = (held, begun)
        self.epoll.register(held.fileno(), select.EPOLLIN)
        self.opened += 1
        if self.slow:
            self.send_byte(held.fileno(), begun, 0)

    def send_byte(self, descriptor: int, begun: float, sent: int) -> None:
        held, since = self.sockets.get(descriptor, (None, None))
        if held is None or since != begun:
            return
        byte = ENDLESS_HEADER[sent:sent + 1] or b"a"
        with contextlib.suppress(OSError):  # cut: its end is read next
            held.send(byte)
        self.due.append((time.monotonic() + BYTE_SECONDS, descriptor, begun, sent + 1))

    def receive(self, descriptor: int) -> None:
        held, begun = self.sockets[descriptor]
        try:
            answer = held.recv(4096)
        except ConnectionError:
            answer = b""
        if answer:
            self.statuses[answer[9:12].decode()] += 1
            return
        self.cut_after.append(time.monotonic() - begun)
        self.epoll.unregister(descriptor)
        del self.sockets[descriptor]
        held.close()
        if self.slow:
            self.open()

    def hold(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            while self.due and self.due[0][0] <= now:
                self.send_byte(*self.due.popleft()[1:])
            for descriptor, _ in self.epoll.poll(0.02):
                self.receive(descriptor)

    def result(self) -> dict:
        ages = sorted(self.cut_after)
        return {"opened": self.opened, "cut": len(ages), "statuses": self.statuses,
                "cut_after": [ages[0], statistics.median(ages), ages[-1]] if ages else None}


def main() -> None:
    kind, port, count, seconds = sys.argv[1:]
    held = Held(int(port), slow=kind == "slow")
    for _ in range(int(count)):
        held.open()
    print("held", flush=True)
    held.hold(float(seconds))
    print("RESULT", json.dumps(held.result()), flush=True)


if __name__ == "__main__":
    main()
