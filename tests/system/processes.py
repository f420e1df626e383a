"""Real processes of the program under test, each with files of its own."""

import contextlib
import dataclasses
import http.client
import json
import os
import pathlib
import signal
import socket
import ssl
import subprocess
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("EDGVOIP_BIN", PROJECT / "build/dev/bin/edgvoip"))
FREESWITCH = PROJECT / "tests/fixtures/freeswitch"
PATIENCE_SECONDS = 60

ROME = {
    "tenants": [{
        "tenant_id": "6f1d0a4e-0000-4000-8000-0000000000a1",
        "sip_domain": "demo-a.edgvoip.test", "name": "Catena A", "timezone": "Europe/Rome",
        "country": "IT", "pbx_contexts": ["tenant-demo-a-*"], "account_codes": ["demo-a"],
        "stores": [{"store_id": "a0000000-0000-4000-8000-000000000001", "name": "Roma Centro"}],
        "extensions": [{"ext": "1001", "user_id": "a-1001", "display_name": "Cassa 1",
                        "store_id": "a0000000-0000-4000-8000-000000000001"}],
        "dids": [{"did_e164": "+39061234567", "label": "Roma",
                  "store_id": "a0000000-0000-4000-8000-000000000001"}],
    }],
}
DOMAIN = ROME["tenants"][0]["sip_domain"]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@dataclasses.dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Server:
    """A running `edgvoip serve`."""

    def __init__(self, process: subprocess.Popen, port: int, private_port: int,
                 tls: ssl.SSLContext | None = None) -> None:
        self.process = process
        self.tls = tls
        self.port = port
        self.private_port = private_port

    def post(self, body: bytes, query: str = "", **headers) -> Answer:
        """A record for the private listener; a header's `-` is written `_`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.private_port,
                                                timeout=PATIENCE_SECONDS)
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(connection):
            connection.request("POST", f"/ingest/freeswitch{query}", body, fields)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def connection(self) -> http.client.HTTPConnection:
        """A new one to the public listener."""
        if self.tls is None:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS,
                                           context=self.tls)

    def ask(self, target: str, token: str | None = None, method: str = "GET", **headers) -> Answer:
        connection = self.connection()
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            fields["Authorization"] = f"Bearer {token}"
        with contextlib.closing(connection):
            connection.request(method, target, headers=fields)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def await_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, "the server ended while it started"
            with contextlib.suppress(OSError):
                if self.ask("/readyz").status == 200:
                    return
            time.sleep(0.05)
        raise AssertionError("the server did not become ready")

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(with_signal)
        return self.process.wait(PATIENCE_SECONDS)


class Home:
    """A folder with configuration, secret, directory and store."""

    def __init__(self, folder: pathlib.Path, directory=None) -> None:
        self.folder = folder
        self.port = free_port()
        self.private_port = free_port()
        self.tls: ssl.SSLContext | None = None  # what clients need when the API is under TLS
        self.config = folder / "edgvoip.toml"
        self.directory = folder / "directory.json"
        self.quarantine = folder / "quarantine"
        self.secret = folder / "secret"
        self.secret.write_text("0123456789abcdef0123456789abcdef\n")
        self.write_directory(ROME if directory is None else directory)
        self.write_config()

    def write_directory(self, directory) -> None:
        text = directory if isinstance(directory, str) else json.dumps(directory)
        self.directory.write_text(text, encoding="utf-8")

    def write_config(self, more: str = "", **changed: str | int) -> None:
        """`changed` replaces values by key, such as `store_url`; `more` is put at the end."""
        values = {
            "api_listen": f"127.0.0.1:{self.port}",
            "private_listen": f"127.0.0.1:{self.private_port}",
            "store_url": f"sqlite:{self.folder}/edgvoip.db",
            "auth_hs256_secret_file": str(self.secret),
            "auth_signing_key_file": str(self.secret),
            "directory_file": str(self.directory),
            "ingest_quarantine": str(self.quarantine),
            # Tests ask faster than clients may; those of the limits set their own.
            "ratelimit_ip_per_second": 0,
            "ratelimit_tenant_per_second": 0,
            "ratelimit_bad_tokens_per_minute": 0,
        } | changed
        tables: dict[str, list[str]] = {}
        for key, value in values.items():
            table, name = key.split("_", 1)
            tables.setdefault(table, []).append(f"{name} = {json.dumps(value)}")
        text = "\n".join(f"[{table}]\n" + "\n".join(lines) for table, lines in tables.items())
        self.config.write_text(f"{text}\n{more}", encoding="utf-8")

    def run(self, *arguments, configured: bool = True, **environment):
        """The program with the configuration, until it ends."""
        command = [PROGRAM, *map(str, arguments)]
        if configured:
            command += ["--config", self.config]
        return subprocess.run(command, cwd=self.folder, env=os.environ | environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                              timeout=10 * PATIENCE_SECONDS)

    def start(self, *arguments) -> subprocess.Popen:
        """The program beside the test, which ends it; what it says is kept."""
        return subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def do(self, *arguments) -> str:
        """What a run that must succeed says on standard output."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def token(self, sip_domain: str = DOMAIN) -> str:
        return self.do("token", "--sip-domain", sip_domain).strip()

    def import_records(self, *paths) -> dict[str, int]:
        """The counts of the summary: read, stored, merged, pending, quarantined."""
        words = self.do("import", "freeswitch", *paths).replace("(", " ").split()
        return {name: int(words[words.index(name) + 1])
                for name in ("read", "stored", "merged", "pending", "quarantined")}

    def launch(self, **environment) -> Server:
        """The server as soon as its process is there; the caller ends it."""
        with (self.folder / "serve.log").open("ab") as log:
            process = subprocess.Popen([PROGRAM, "serve", "--config", self.config],
                                       cwd=self.folder, env=os.environ | environment,
                                       stdout=subprocess.DEVNULL, stderr=log)
        return Server(process, self.port, self.private_port, self.tls)

    @contextlib.contextmanager
    def serving(self, **environment):
        server = self.launch(**environment)
        try:
            server.await_ready()
            yield server
        finally:
            if server.process.poll() is None:
                server.process.kill()
                server.process.wait()
