"""A PBX's Event Socket for tests: what it has and says is theirs to decide."""

import contextlib
import json
import socket
import threading
import time

from delivery import await_that

PASSWORD = "a password of tests"


def link(home, pbx, password=PASSWORD, **changed):
    """The home's configuration with a link to this PBX."""
    file = home.folder / "event-socket-password"
    file.write_text(password + "\n")
    home.write_config(live_kind="freeswitch", live_address=f"127.0.0.1:{pbx.port}",
                      live_password_file=str(file), **changed)


def channel(uuid, caller="+393401112233", did="+39061234567", state="RINGING", **more):
    """A row of `show channels`: an inbound channel in the context `public`."""
    row = {"uuid": uuid, "direction": "inbound", "created_epoch": str(int(time.time())),
           "name": f"sofia/external/{caller}@sip.carrier.test", "cid_num": caller,
           "cid_name": caller, "dest": did, "application": "", "application_data": "",
           "context": "public", "presence_id": "", "accountcode": "", "callstate": state,
           "call_uuid": "", "initial_cid_num": caller, "initial_dest": did,
           "initial_context": "public"}
    return row | more


def event(name, uuid, caller="+393401112233", did="+39061234567", **more):
    now = str(int(time.time() * 1_000_000))
    return {"Event-Name": name, "Event-Date-Timestamp": now, "Unique-ID": uuid,
            "Channel-Name": f"sofia/external/{caller}@sip.carrier.test",
            "Call-Direction": "inbound", "Caller-Caller-ID-Number": caller,
            "Caller-Destination-Number": did, "Caller-Context": "public",
            "Caller-Channel-Created-Time": now} | more


class PbxSocket:
    """Listens on loopback; each client is told what `say` is given, once it has subscribed."""

    def __init__(self, port=0):
        self.channels = []  # rows
        self.commands = []  # every line that a client has said
        self.password = PASSWORD
        self.clients = []
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        try:
            client.sendall(b"Content-Type: auth/request\n\n")
            for line in self._lines(client):
                with self.lock:
                    self.commands.append(line)
                    client.sendall(self._reply(client, line))
                    if line.startswith("event "):
                        self.clients.append(client)
                if line == "exit" or (line.startswith("auth ") and not self._knows(line)):
                    break
        except OSError:
            pass
        finally:
            client.close()

    def _lines(self, client):
        text = b""
        while piece := client.recv(4096):
            text += piece
            while b"\n\n" in text:
                line, text = text.split(b"\n\n", 1)
                yield line.decode().strip()

    def _knows(self, line):
        return line == f"auth {self.password}"

    def _reply(self, client, line):
        def reply(text):
            return f"Content-Type: command/reply\nReply-Text: {text}\n\n".encode()
        if line.startswith("auth "):
            return reply("+OK accepted" if self._knows(line) else "-ERR invalid")
        if line.startswith("event json "):
            return reply("+OK event listener enabled json")
        if line == "api show channels as json":
            if self.channels:
                body = json.dumps({"row_count": len(self.channels), "rows": self.channels})
            else:
                body = '{"row_count": 0}\n'
            body = body.encode()
            return b"Content-Type: api/response\nContent-Length: %d\n\n" % len(body) + body
        return reply("+OK bye" if line == "exit" else "-ERR command not found")

    def say(self, *events):
        frames = b""
        for each in events:
            body = each if isinstance(each, bytes) else json.dumps(each).encode()
            frames += b"Content-Length: %d\nContent-Type: text/event-json\n\n" % len(body) + body
        with self.lock:
            for client in self.clients:
                with contextlib.suppress(OSError):
                    client.sendall(frames)

    def drop(self):
        """All connections are cut; new ones are taken."""
        with self.lock:
            for client in self.clients:
                with contextlib.suppress(OSError):
                    client.shutdown(socket.SHUT_RDWR)
            self.clients.clear()

    def stop(self):
        """As when the PBX goes: nobody listens any more."""
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.drop()

    @staticmethod
    def await_link(server, token):
        """Until the server knows the calls that go on."""
        await_that(lambda: server.ask("/api/monitor/active-calls", token).status == 200,
                   "the server has no link to the PBX")
