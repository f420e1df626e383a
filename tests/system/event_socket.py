"""A client of FreeSWITCH's Event Socket."""

import json
import socket

from processes import PATIENCE_SECONDS


class Closed(Exception):
    """The other side has gone."""


class EventSocket:
    """One connection; frames are read one after the other."""

    def __init__(self, address: str) -> None:
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS)
        self.heard = b""

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self.socket.close()

    def say(self, command: str) -> None:
        self.socket.sendall(f"{command}\n\n".encode())

    def frame(self) -> tuple[dict[str, str], bytes]:
        """The next one's headers and body."""
        while b"\n\n" not in self.heard:
            self._read()
        head, self.heard = self.heard.split(b"\n\n", 1)
        headers = dict(line.split(": ", 1) for line in head.decode().split("\n"))
        size = int(headers.get("Content-Length", 0))
        while len(self.heard) < size:
            self._read()
        body, self.heard = self.heard[:size], self.heard[size:]
        return headers, body

    def events(self):
        """Those that come, without end."""
        while True:
            headers, body = self.frame()
            if headers["Content-Type"] == "text/event-json":
                yield json.loads(body)

    def _read(self) -> None:
        piece = self.socket.recv(65536)
        if not piece:
            raise Closed
        self.heard += piece
