"""Processes that end with us, whatever happens, and the two servers among them."""

import contextlib
import ctypes
import http.client
import json
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import sys
import time

from .outcome import Unmeasured

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)
READY_SECONDS_MAX = 900
STOP_SECONDS_MAX = 60

# The program takes EDGVOIP_… for its own configuration.
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if not name.startswith("EDGVOIP_")}


def die_with_parent() -> None:
    """Of a signal that nginx hands on to its workers."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def go_first() -> None:
    """Ahead of whatever else this machine does, where that is allowed; servers and client alike."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, -15)


def take_descriptors() -> int:
    """As many as this process, and so those that it starts, may have."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return sys.maxsize if hard == resource.RLIM_INFINITY else hard


def run(*command, seconds: int = 3600, **options) -> str:
    """A command that must succeed, within a time: what it says."""
    try:
        done = subprocess.run(list(map(str, command)), env=ENVIRONMENT, text=True, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, preexec_fn=die_with_parent, timeout=seconds,
                              **options)
    except subprocess.TimeoutExpired:
        raise Unmeasured(f"{command[0]} took more than {seconds} s") from None
    if done.returncode != 0:
        raise Unmeasured(f"{command[0]} failed: {(done.stderr or done.stdout).strip()[-500:]}")
    return done.stdout


def run_json(*command, **options) -> dict:
    return json.loads(run(*command, **options))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def get(port: int, target: str, token: str | None = None, seconds: float = 60):
    """Status and body of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    with contextlib.closing(connection):
        connection.request("GET", target,
                           headers={"Authorization": f"Bearer {token}"} if token else {})
        answer = connection.getresponse()
        return answer.status, answer.read()


@contextlib.contextmanager
def process(*command, log: pathlib.Path, talking: bool = False):
    """A server beside us: stopped at the end, killed when it does not stop. One that talks takes
    lines and answers them; the others say all to the log."""
    with log.open("ab") as output:
        child = subprocess.Popen(list(map(str, command)), env=ENVIRONMENT, cwd=log.parent,
                                 stdin=subprocess.PIPE if talking else subprocess.DEVNULL,
                                 stdout=subprocess.PIPE if talking else output, stderr=output,
                                 text=talking, preexec_fn=die_with_parent)
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def await_answer(child: subprocess.Popen, port: int, target: str, log: pathlib.Path,
                 seconds: int = READY_SECONDS_MAX) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if child.poll() is not None:
            said = log.read_text(errors="replace").strip()[-300:]
            raise Unmeasured(f"{child.args[0]} ended while it started: {said}")
        with contextlib.suppress(OSError):
            if get(port, target)[0] == 200:
                return
        time.sleep(0.005)
    raise Unmeasured(f"{child.args[0]} was not ready after {seconds} s")


class Edgvoip:
    """The program with a configuration of its own: everything on, as in production, but a rate
    limit that lets a benchmark through, and what `settings` say by table."""

    def __init__(self, program: pathlib.Path, folder: pathlib.Path, store: pathlib.Path,
                 directory: pathlib.Path, secret: bytes, settings: dict[str, dict]) -> None:
        self.program = program
        self.port = free_port()
        self.private_port = free_port()
        self.log = folder / "serve.log"
        self.log.unlink(missing_ok=True)
        self.config = folder / "edgvoip.toml"
        secret_file = folder / "secret"
        secret_file.write_bytes(secret)
        tables = {
            "api": {"listen": f"127.0.0.1:{self.port}"},
            "private": {"listen": f"127.0.0.1:{self.private_port}"},
            "store": {"url": f"sqlite:{store}"},
            "auth": {"hs256_secret_file": str(secret_file)},
            "directory": {"file": str(directory)},
            "ingest": {"quarantine": str(folder / "quarantine")},
        }
        known = run(program, "--print-config", cwd=folder)
        if re.search(r"^\[ratelimit\]", known, re.MULTILINE):
            limit = 1_000_000
            tables["ratelimit"] = {"ip_per_second": limit, "ip_burst": limit,
                                   "tenant_per_second": limit, "tenant_burst": limit}
        for table, values in settings.items():
            tables[table] = tables.get(table, {}) | values
        self.config.write_text("\n".join(
            f"[{table}]\n" + "".join(f"{key} = {json.dumps(value)}\n"
                                     for key, value in values.items())
            for table, values in tables.items()))

    @contextlib.contextmanager
    def serving(self):
        """Until it is ready, which yields the process and how long that took."""
        begun = time.monotonic()
        with process(self.program, "serve", "--config", self.config, log=self.log) as child:
            await_answer(child, self.port, "/readyz", self.log)
            child.ready_seconds = time.monotonic() - begun
            yield child

    def metrics(self) -> str:
        return get(self.private_port, "/metrics")[1].decode()


NGINX = """
daemon off;
{user}worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    default_type application/json;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=16;
    keepalive_requests 1000000000;
    keepalive_timeout 3600s;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location ~ ^/ {{ alias {folder}/answer; }}
    }}
}}
"""


@contextlib.contextmanager
def nginx(folder: pathlib.Path, body: bytes):
    """Answers every request with this body from a file; yields the port."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    (folder / "answer").write_bytes(body)
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, workers=os.cpu_count(),
                                   user="user root;\n" if os.geteuid() == 0 else ""))
    log = folder / "nginx.log"
    with process("/usr/sbin/nginx", "-p", folder, "-c", config, log=log) as child:
        await_answer(child, port, "/answer", log, seconds=10)
        yield port


class Beside:
    """A load that runs beside us and writes what came of it."""

    def __init__(self, child: subprocess.Popen, log: pathlib.Path) -> None:
        self.child = child
        self.log = log

    def await_line(self, start: str, seconds: float) -> str:
        """What stands behind `start` in the first line that begins so."""
        deadline = time.monotonic() + seconds
        while True:
            ended = self.child.poll() is not None
            said = self.log.read_text(errors="replace")
            for line in said.splitlines(keepends=True):
                if line.startswith(start) and line.endswith("\n"):
                    return line.removeprefix(start).strip()
            if ended or time.monotonic() > deadline:
                raise Unmeasured(f"{self.child.args[0]} did not say {start}: {said[-300:]}")
            time.sleep(0.02)


@contextlib.contextmanager
def beside(log: pathlib.Path, *command):
    log.unlink(missing_ok=True)
    with process(*command, log=log) as child:
        yield Beside(child, log)
