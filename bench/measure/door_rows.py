"""Rows of bench/door: what strangers and greedy tenants may do to others, and to the server."""

import contextlib
import dataclasses
import json
import pathlib
import random
import sys
import time

from . import door_tables as tables
from .footprint import footprint, forget_peak
from .load import SCRIPT, load, write_requests
from .outcome import Row
from .processes import Beside, beside, take_descriptors
from .questions import list_questions
from .steady import Answers, ask_steadily, request_of
from .work_rows import emptied

QUESTIONS = 1000
HELD_SOCKETS = pathlib.Path(__file__).with_name("held_sockets.py")
SPARE_DESCRIPTORS = 500
SETTLE_SECONDS = 3
RECOVERY_SECONDS_MAX = 60
TENANT_LIMIT = {"tenant_per_second": 100, "tenant_burst": 200}


@dataclasses.dataclass(frozen=True)
class Extent:
    """How much and how long."""

    rate_seconds: int
    rounds: int
    seconds: int  # of the quiet client alone, and beside the others
    slow_seconds: int
    slow_sockets: int
    idle_sockets: int
    overload_seconds: int
    overload_connections: int


FULL = Extent(60, 3, 10, 25, 1000, 10_000, 120, 2000)
QUICK = Extent(2, 1, 1, 2, 50, 200, 2, 50)


def extent(bench) -> Extent:
    size = QUICK if bench.quick else FULL
    return dataclasses.replace(size, rounds=bench.rounds) if bench.rounds else size


def bound(name: str) -> Row:
    """What others may cost a quiet client."""
    return Row(name, "p99 of a quiet client beside others", "alone", "×", must=2, goal=1.2,
               smaller_is_better=True)


@contextlib.contextmanager
def server(bench, **settings: dict):
    """A new one for each row: yields its port, process and folder, which goes with it."""
    with emptied(bench.work / "door") as folder:
        edgvoip = bench.server_in(folder, **settings)
        with edgvoip.serving() as process:
            yield edgvoip.port, process, folder


def asked_by(bench, tenant, seed: int) -> list[tuple[str, str]]:
    return list_questions([tenant], bench.tokens, QUESTIONS, random.Random(seed))


def quiet_requests(bench) -> list[bytes]:
    """Of a tenant of middling size."""
    by_size = sorted(bench.calls.tenants, key=lambda tenant: tenant.calls)
    return [request_of(*asked) for asked in asked_by(bench, by_size[len(by_size) // 2], 21)]


def pressing(port: int, folder: pathlib.Path, requests: pathlib.Path, connections: int,
             rest_ms: int, seconds: int):
    """wrk beside us; what becomes of its requests is counted, not judged."""
    return beside(folder / "wrk.log", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
                  "--timeout", "30s", "-s", SCRIPT, f"http://127.0.0.1:{port}", "--", requests,
                  rest_ms)


def result_of(running: Beside, seconds: float) -> dict:
    return json.loads(running.await_line("RESULT ", seconds + 120))


def measure_rate(bench) -> list:
    """One client, told apart by a proxy's word from those who ask whether the server is ready."""
    seconds, per_second, burst, sent_per_second = extent(bench).rate_seconds, 10, 20, 100
    with server(bench, api={"trusted_proxies": ["127.0.0.1"]},
                ratelimit={"ip_per_second": per_second, "ip_burst": burst}) as (port, _, _):
        requests = [request_of(*asked, client="192.0.2.1")
                    for asked in asked_by(bench, bench.calls.largest, 20)]
        answers = ask_steadily(port, requests, sent_per_second, seconds)
    due = burst + per_second * seconds
    good = abs(answers.statuses[200] - due) <= due / 100 and not answers.failed
    return [(tables.RATE, (
        "rate", f"{per_second} a second, bursts of {burst}",
        tables.counted(sent_per_second * seconds), str(seconds),
        tables.counted(answers.statuses[200]), tables.counted(answers.statuses[429]),
        tables.counted(answers.failed), tables.counted(due), "± 1 %", "must" if good else "no"))]


def measure_noisy(bench) -> list:
    """A tenant at twelve times its limit, then one as fast as it can; in turns with nobody."""
    size = extent(bench)
    kinds = {"noisy-12": ("24 connections, 1,200 requests/s", 24, 20),
             "noisy-flood": ("16 connections, as fast as they can", 16, 0)}
    pairs, results = {kind: [] for kind in kinds}, {kind: [] for kind in kinds}
    quiet = quiet_requests(bench)
    with server(bench, ratelimit=TENANT_LIMIT) as (port, _, folder):
        noisy = write_requests(folder / "noisy", asked_by(bench, bench.calls.largest, 22))
        ask_steadily(port, quiet, 20, size.seconds)  # warms it up
        for _ in range(size.rounds):
            alone = ask_steadily(port, quiet, 20, size.seconds)
            for kind, (_, connections, rest_ms) in kinds.items():
                with pressing(port, folder, noisy, connections, rest_ms,
                              size.seconds + 2) as running:
                    time.sleep(1)
                    pairs[kind].append((alone, ask_steadily(port, quiet, 20, size.seconds)))
                    results[kind].append(result_of(running, size.seconds))
    return [line for kind, (what, _, _) in kinds.items() for line in (
        (tables.QUIET, tables.quiet_line(bound(kind), pairs[kind])),
        (tables.LOADS, tables.load_line(kind, what, results[kind])))]


def measure_held(bench, kind: str, count: int, seconds: int) -> list:
    """Another client meanwhile, and what the sockets cost."""
    size = extent(bench)
    quiet = quiet_requests(bench)
    pairs, results = [], []
    with server(bench, api={"connections_per_client": 0}) as (port, process, folder):
        ask_steadily(port, quiet, 100, size.seconds)  # warms it up
        before = footprint(process.pid)
        forget_peak(process.pid)
        during = before
        for _ in range(size.rounds):
            alone = ask_steadily(port, quiet, 100, size.seconds)
            with beside(folder / "held.log", sys.executable, HELD_SOCKETS, kind, port, count,
                        seconds) as running:
                running.await_line("held", 120)
                answers = ask_steadily(port, quiet, 100, seconds - 1)
                during = footprint(process.pid)
                results.append(json.loads(running.await_line("RESULT ", 120)))
            pairs.append((alone, answers))
            time.sleep(SETTLE_SECONDS)
        after = footprint(process.pid)
    return [(tables.QUIET, tables.quiet_line(bound(kind), pairs)),
            (tables.SOCKETS, tables.sockets_line(kind, count, results)),
            (tables.FOOTPRINT, tables.footprint_line(kind, before, during, after))]


def measure_slow(bench) -> list:
    return measure_held(bench, "slow", extent(bench).slow_sockets, extent(bench).slow_seconds)


def measure_idle(bench) -> list:
    """As many as the server may have."""
    wanted = extent(bench).idle_sockets
    allowed = take_descriptors() - SPARE_DESCRIPTORS
    if allowed < wanted:
        bench.say(f"a process may have {hard:,} descriptors here: {allowed:,} sockets")
    return measure_held(bench, "idle", min(wanted, allowed), extent(bench).seconds + 1)


def time_to_normal(port: int, quiet: list[bytes], p99_us: float) -> tuple[float | None, Answers]:
    """Seconds until the first of successive seconds begins whose p99 is at most twice this one, and
    without errors; nothing when there is none."""
    begun = time.monotonic()
    while (since := time.monotonic() - begun) < RECOVERY_SECONDS_MAX:
        answers = ask_steadily(port, quiet, 100, 1)
        if not answers.errors and answers.percentile_us(99) <= 2 * p99_us:
            return since, answers
    return None, answers


def measure_overload(bench) -> list:
    """Connections that each rest so long between their requests that they would send five times the
    measured capacity if each were answered at once."""
    size = extent(bench)
    quiet = quiet_requests(bench)
    with server(bench, api={"connections_per_client": 0}) as (port, process, folder):
        requests = write_requests(folder / "all", list_questions(
            bench.calls.tenants, bench.tokens, QUESTIONS, random.Random(23)))
        capacity = load(port, requests, 32, size.seconds).per_second
        rest_ms = max(1, round(1000 * size.overload_connections / (5 * capacity)))
        demand = 1000 * size.overload_connections / rest_ms
        normal = ask_steadily(port, quiet, 100, size.seconds)
        before = footprint(process.pid)
        forget_peak(process.pid)
        with pressing(port, folder, requests, size.overload_connections, rest_ms,
                      size.overload_seconds) as running:
            time.sleep(0.5)
            # One a second: more would wait for each other, and on after the load has ended.
            meanwhile = ask_steadily(port, quiet, 1, size.overload_seconds - 1)
            during = footprint(process.pid)
            result = result_of(running, size.overload_seconds)
        p99 = normal.percentile_us(99)
        within, answers = time_to_normal(port, quiet, p99)
        time.sleep(SETTLE_SECONDS)
        after = footprint(process.pid)
    what = f"{size.overload_connections:,} connections that rest {rest_ms} ms"
    return [(tables.QUIET, (*tables.quiet_line(bound("overload"), [(normal, meanwhile)])[:-2],
                            "–", "–")),
            (tables.LOADS, tables.load_line("overload", what, [result])),
            (tables.FOOTPRINT, tables.footprint_line("overload", before, during, after)),
            (tables.RECOVERY, (
                "overload", f"{capacity:,.0f} req/s", f"{demand:,.0f} req/s",
                tables.microseconds(p99), tables.microseconds(answers.percentile_us(99)),
                "–" if within is None else f"{within:.1f}"))]
