"""What the rows of bench/live are measured with: a PBX and readers, and who serves them."""

import contextlib
import dataclasses
import json
import pathlib
import re
import select
import subprocess
import time

from .data import Tenant
from .live_texts import TENANT, write_texts
from .outcome import Unmeasured
from .processes import Edgvoip, get, process, run
from .questions import Tokens
from .work_rows import emptied

PROJECT = pathlib.Path(__file__).resolve().parents[2]
RECORDED = PROJECT / "tests/fixtures/freeswitch"
PASSWORD = "bench"
PATIENCE_SECONDS = 150
PAGE_SIZE = 200


def token_of(secret: bytes) -> str:
    """Of the tenant whose calls they are."""
    listed = json.loads((RECORDED / "directory.json").read_text(encoding="utf-8"))["tenants"]
    tenant = next(each for each in listed if each["sip_domain"] == TENANT)
    return Tokens(secret).of(Tenant(tenant["tenant_id"], TENANT, (), 0, 0, 0))


class Talker:
    """A program that answers a line by a line of JSON; its first line comes by itself."""

    def __init__(self, child: subprocess.Popen, log: pathlib.Path) -> None:
        self.child = child
        self.log = log
        self.port = self._answer(PATIENCE_SECONDS)["port"]

    def ask(self, *words, seconds: float = 0) -> dict:
        """`seconds`: how long that is known to take."""
        try:
            self.child.stdin.write(" ".join(map(str, words)) + "\n")
            self.child.stdin.flush()
        except BrokenPipeError:
            raise self._failure() from None
        return self._answer(seconds + PATIENCE_SECONDS)

    def _answer(self, seconds: float) -> dict:
        if not select.select([self.child.stdout], [], [], seconds)[0]:
            raise Unmeasured(f"{self.child.args[0]} did not answer within {seconds} s")
        line = self.child.stdout.readline()
        if not line:
            raise self._failure()
        return json.loads(line)

    def _failure(self) -> Unmeasured:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.child.wait(5)
        said = self.log.read_text(errors="replace").strip()[-300:]
        return Unmeasured(f"{self.child.args[0]} ended: {said}")


@contextlib.contextmanager
def talker(log: pathlib.Path, *command):
    with process(*command, log=log, talking=True) as child:
        yield Talker(child, log)


@dataclasses.dataclass
class Scene:
    """A PBX and readers, and the process between them."""

    load: Talker
    server: subprocess.Popen
    port: int
    token: str

    def readers(self, count: int) -> None:
        self.load.ask("readers", count, self.port, self.token)

    def board(self) -> dict[str, str]:
        """The calls that edgvoip lists, with their states."""
        calls, page = {}, 1
        while True:
            status, body = get(self.port, f"/api/monitor/active-calls?page_size={PAGE_SIZE}"
                                          f"&page={page}", self.token)
            if status != 200:
                raise Unmeasured(f"the calls were answered with {status}")
            answer = json.loads(body)
            calls |= {item["call_id"]: item["state"] for item in answer["items"]}
            if page * PAGE_SIZE >= answer["total"]:
                return calls
            page += 1


def load_of(bench, folder: pathlib.Path, password: str):
    texts = write_texts(RECORDED / "esl", folder / "texts")
    return talker(folder / "load.log", bench.program("bench_live_load"), texts, bench.calls,
                  password)


@contextlib.contextmanager
def edgvoip_scene(bench):
    """A new server with a store of its own, linked to a PBX with calls."""
    with (emptied(bench.work / "live") as folder, load_of(bench, folder, PASSWORD) as load):
        password = folder / "password"
        password.write_text(PASSWORD, encoding="ascii")
        edgvoip = Edgvoip(bench.program("edgvoip"), folder, folder / "calls.db",
                          RECORDED / "directory.json", bench.secret, {
                              "api": {"connections_per_client": 0},
                              "live": {"kind": "freeswitch", "password_file": str(password),
                                       "address": f"127.0.0.1:{load.port}"}})
        run(bench.program("edgvoip"), "migrate", "--config", edgvoip.config)
        with edgvoip.serving() as server:
            scene = EdgvoipScene(load, server, edgvoip.port, bench.token, edgvoip)
            load.ask("linked")
            scene.await_calls(bench.calls)
            yield scene


@dataclasses.dataclass
class EdgvoipScene(Scene):
    edgvoip: Edgvoip

    def changes(self) -> int:
        """That edgvoip has told since its start."""
        said = re.search(r"^edgvoip_live_changes_total (\d+)$", self.edgvoip.metrics(),
                         re.MULTILINE)
        if said is None:
            raise Unmeasured("edgvoip does not count changes")
        return int(said[1])

    def await_calls(self, count: int) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            with contextlib.suppress(Unmeasured):  # until the link is up
                if len(self.board()) == count:
                    return
            if time.monotonic() > deadline:
                raise Unmeasured("the board does not show the calls of the PBX")
            time.sleep(0.05)


@contextlib.contextmanager
def bare_scene(bench, event_bytes: int, change_bytes: int):
    """The bare program in edgvoip's place."""
    with (emptied(bench.work / "live-bare") as folder, load_of(bench, folder, "bare") as load,
          talker(folder / "bare.log", bench.program("bench_bare_fan_out"), load.port, event_bytes,
                 change_bytes) as bare):
        load.ask("linked")
        yield Scene(load, bare.child, bare.port, bench.token)
