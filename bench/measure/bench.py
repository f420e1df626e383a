"""What the commands of this folder have in common: programs, calls, one at a time."""

import fcntl
import pathlib
import secrets
import subprocess
import sys

from . import data
from .outcome import Unmeasured
from .processes import ENVIRONMENT, Edgvoip
from .questions import Tokens

PROJECT = pathlib.Path(__file__).resolve().parents[2]


class Bench:
    """Everything made lies in `home`, unless programs or calls that are there are named."""

    def __init__(self, quick: bool, home: pathlib.Path, programs: pathlib.Path | None,
                 calls: pathlib.Path | None, small: bool) -> None:
        self.quick = quick
        self.small = small
        self.home = home
        self.work = home / "work"
        self.programs = (programs or PROJECT / "build/release/bin").resolve()
        self.data = (calls or home / ("data-quick" if small else "data")).resolve()
        self.work.mkdir(parents=True, exist_ok=True)

    def alone(self):
        """Two at a time would measure each other; the lock ends with the file, and that with us."""
        lock = (self.home / "lock").open("w", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise Unmeasured("somebody else measures on this checkout: wait for it") from None
        return lock

    def say(self, text: str) -> None:
        print(f"bench: {text}", file=sys.stderr, flush=True)

    def program(self, name: str) -> pathlib.Path:
        return self.programs / name

    def build(self, *targets: str) -> None:
        self.say("installing and building what is missing")
        environment = ENVIRONMENT | {"CCACHE_BASEDIR": str(PROJECT), "CCACHE_NOHASHDIR": "1"}
        for command in (["tools/install", "bench"],
                        ["cmake", "--preset", "release", "-DEDG_BENCH=ON"],
                        ["cmake", "--build", "--preset", "release", "--target", *targets]):
            subprocess.run(command, cwd=PROJECT, env=environment, check=True, stdout=sys.stderr)

    def open_data(self) -> None:
        if not self.data.exists():
            self.say(f"making the calls in {self.data}")
            data.make_store(self.program("edgvoip"), self.data, self.small)
        self.say(f"looking at {self.data}")
        self.calls = data.Calls(self.data)
        self.say(f"{self.calls.total:,} calls of {len(self.calls.tenants)} tenants, "
                 f"the largest with {self.calls.largest.calls:,}")
        self.secret = secrets.token_hex(32).encode()
        self.tokens = Tokens(self.secret)

    def server_in(self, folder: pathlib.Path, **settings: dict) -> Edgvoip:
        """With these settings by table in place of those of every measurement."""
        return Edgvoip(self.program("edgvoip"), folder, self.calls.store, self.calls.directory,
                       self.secret, settings)


def stop(number: int, _frame) -> None:
    """Of a signal: what is open is closed on the way out."""
    raise SystemExit(128 + number)
