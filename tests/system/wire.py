"""One raw connection to a server: exactly the bytes that are given, and answers as they come."""

import socket

from processes import PATIENCE_SECONDS

def request_of(target: str, token: str = "", method: str = "GET", **fields: str) -> bytes:
    lines = [f"{method} {target} HTTP/1.1", "Host: test"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Wire:
    """Keeps what it has read beyond an answer, so that answers may come in one piece."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = b""

    @property
    def local_port(self) -> int:
        return self._socket.getsockname()[1]

    def send(self, data: bytes) -> None:
        """A server that has closed already is seen by who reads."""
        try:
            self._socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def read_some(self) -> bool:
        """False when the other side has closed."""
        try:
            more = self._socket.recv(262144)
        except ConnectionResetError:
            more = b""
        self._read += more
        return bool(more)

    def read_answer(self, head_only: bool = False) -> tuple[int, bytes, bytes] | None:
        """Status, head and body; nothing when the connection ended before the answer did."""
        while (end := self._read.find(b"\r\n\r\n")) < 0:
            if not self.read_some():
                return None
        head = self._read[:end]
        status = int(head[9:12])
        at = head.lower().find(b"\r\ncontent-length:")
        has_body = at >= 0 and not head_only and status != 304
        length = int(head[at + 17:].split(b"\r\n", 1)[0]) if has_body else 0
        while len(self._read) < end + 4 + length:
            if not self.read_some():
                return None
        body = self._read[end + 4:end + 4 + length]
        self._read = self._read[end + 4 + length:]
        return status, head, body

    def read_to_end(self) -> bytes:
        """Everything until the other side closes."""
        while self.read_some():
            pass
        return self._read

    def close(self) -> None:
        self._socket.close()

    def reset(self) -> None:
        """Closes without a farewell: what was on its way is lost."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self._socket.close()
