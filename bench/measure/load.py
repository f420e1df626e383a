"""Load by wrk: one thread, keep-alive, bounded in time."""

import dataclasses
import json
import pathlib

from .outcome import Unmeasured
from .processes import run

SCRIPT = pathlib.Path(__file__).with_name("requests.lua")


@dataclasses.dataclass(frozen=True)
class Load:
    per_second: float
    request_us: float  # of one connection, mean
    p50_us: int
    p99_us: int


def write_requests(file: pathlib.Path, requests: list[tuple[str, str]]) -> pathlib.Path:
    """`(token, target)` each."""
    file.write_text("".join(f"{token}\t{target}\n" for token, target in requests))
    return file


def load(port: int, requests: pathlib.Path, connections: int, seconds: int) -> Load:
    """Any answer that is no success makes the figure worthless, and stops."""
    said = run("wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s",
               "-s", SCRIPT, f"http://127.0.0.1:{port}", "--", requests, seconds=seconds + 120)
    line = next(line for line in said.splitlines() if line.startswith("RESULT "))
    result = json.loads(line.removeprefix("RESULT "))
    if result["not_2xx"] or result["failed"] or not result["requests"]:
        raise Unmeasured(f"the load went wrong: {line}")
    return Load(per_second=result["requests"] / result["seconds"],
                request_us=1e6 * result["seconds"] * connections / result["requests"],
                p50_us=result["p50_us"], p99_us=result["p99_us"])
