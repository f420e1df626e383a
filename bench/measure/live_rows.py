"""Rows of bench/live: how soon readers hear what a PBX says, and what that costs."""

import contextlib
import dataclasses
import statistics
import time

from .footprint import forget_peak, footprint, processor_seconds, resident_bytes
from .live_programs import Scene, bare_scene, edgvoip_scene
from .live_texts import write_holds
from .outcome import Outcome, Row, Unmeasured, absolute, compared
from .processes import run_json
from .work_rows import emptied

BARE = "a bare program that writes as many bytes to as many"
HALF = Row("delta-half", "event in until half of 200 readers have its delta", BARE, "µs",
           3, 1.5, smaller_is_better=True)
ALL = Row("delta-all", "event in until all of 200 readers have its delta", BARE, "µs",
          3, 1.5, smaller_is_better=True)
CPU = Row("cpu", "processor time an event, without readers", "Boost.JSON parsing the same bytes",
          "µs", 10, 4, smaller_is_better=True)
CPU_READERS = Row("cpu-readers", "processor time an event, with 200 readers", BARE, "µs",
                  2, 1, smaller_is_better=True)
MEMORY = Row("memory", "resident memory a reader", "–", "KiB", 128, 64, smaller_is_better=True)
FLOOD = Row("flood", "the most that any of 10 readers was behind 5,000 events/s", "–", "ms",
            1000, 100, smaller_is_better=True)
FLOOD_READERS = Row("flood-readers", "5,000 events/s, until all of 200 readers have all", BARE, "s",
                    2, 1, smaller_is_better=True)

SETTLE_SECONDS = 2
PARSED_EVENTS = 2000


@dataclasses.dataclass(frozen=True)
class Extent:
    """How much and how long."""

    rounds: int
    steps: int        # events that are timed in a round
    readers: int
    cpu_rounds: int
    cpu_seconds: int  # of each load
    memory_readers: tuple[int, ...]
    flood_seconds: int
    flood_readers_seconds: int


FULL = Extent(9, 300, 200, 3, 20, (200, 1000), 10, 3)
QUICK = Extent(2, 20, 50, 1, 2, (20, 50), 2, 1)
CPU_EVENTS_A_SECOND = 1000
FLOOD_EVENTS_A_SECOND = 5000
FEW_READERS = 10


def extent(bench) -> Extent:
    size = QUICK if bench.quick else FULL
    if bench.rounds:
        return dataclasses.replace(size, rounds=bench.rounds, cpu_rounds=bench.rounds)
    return size


@contextlib.contextmanager
def both(bench, size: Extent):
    """The bare program and edgvoip with readers, who have heard of some events."""
    with edgvoip_scene(bench) as ours:
        ours.readers(size.readers)
        heard = ours.load.ask("steps", size.steps)
        with bare_scene(bench, heard["event_bytes"], round(heard["change_bytes"])) as bare:
            bare.readers(size.readers)
            bare.load.ask("steps", size.steps)
            yield bare, ours, heard


def measure_delta(bench) -> list[Outcome]:
    size = extent(bench)
    rounds = []
    with both(bench, size) as (bare, ours, heard):
        for _ in range(size.rounds):
            rounds.append(tuple(scene.load.ask("steps", size.steps) for scene in (bare, ours)))
    sizes = {name: heard[name] for name in ("event_bytes", "change_bytes")}
    return [compared(row, [(statistics.median(reference[key]), statistics.median(mine[key]))
                           for reference, mine in rounds], **sizes)
            for row, key in ((HALF, "half"), (ALL, "all"))]


def us_an_event(scene: Scene, seconds: int) -> float:
    """Processor time of the process in the middle, under a load that it bears."""
    before = processor_seconds(scene.server.pid)
    done = scene.load.ask("holds", CPU_EVENTS_A_SECOND, seconds, seconds=seconds)
    time.sleep(0.5)  # until the last event is dealt with where nobody reads
    if done["cut"]:
        raise Unmeasured(f"readers were cut: {done}")
    return 1e6 * (processor_seconds(scene.server.pid) - before) / done["events"]


def measure_cpu(bench) -> list[Outcome]:
    size = extent(bench)
    parsed, fanned_out, alone, read = [], [], [], []
    with both(bench, size) as (bare, ours, _), emptied(bench.work / "live-holds") as folder:
        write_holds(bench.work / "live/texts", folder, PARSED_EVENTS)
        told = ours.changes()
        for _ in range(size.cpu_rounds):
            done = run_json(bench.program("bench_parse_json"), folder)
            parsed.append(1e6 * done["cpu_seconds"] / done["records"])
            ours.readers(0)
            alone.append(us_an_event(ours, size.cpu_seconds))
            fanned_out.append(us_an_event(bare, size.cpu_seconds))
            ours.readers(size.readers)
            read.append(us_an_event(ours, size.cpu_seconds))
        told = ours.changes() - told
    events = 2 * size.cpu_rounds * size.cpu_seconds * CPU_EVENTS_A_SECOND
    if told != events:
        raise Unmeasured(f"{events:,} events made {told:,} changes")
    lines = [("processor time an event", "µs", "of parsing")]
    for what, figures in (("Boost.JSON parses it", parsed), ("edgvoip, no readers", alone),
                          (f"bare program, {size.readers} readers", fanned_out),
                          (f"edgvoip, {size.readers} readers", read)):
        ratio = statistics.median(figure / base for base, figure in zip(parsed, figures))
        lines.append((what, f"{statistics.median(figures):,.0f}", f"{ratio:.1f}"))
    return [compared(CPU, list(zip(parsed, alone))),
            compared(CPU_READERS, list(zip(fanned_out, read)), table=lines)]


def measure_memory(bench) -> list[Outcome]:
    """After each has had its snapshot and heard of some events."""
    size = extent(bench)
    lines = [("readers", "MiB resident", "at most", "KiB a reader")]
    with edgvoip_scene(bench) as scene:
        scene.load.ask("holds", 100, 5, seconds=5)
        time.sleep(SETTLE_SECONDS)
        before = resident_bytes(scene.server.pid)
        lines.append(("0", f"{before / 2**20:,.1f}", "", ""))
        figures = []
        for count in size.memory_readers:
            forget_peak(scene.server.pid)
            scene.readers(count)
            scene.load.ask("holds", 100, 5, seconds=5)
            time.sleep(SETTLE_SECONDS)
            taken = footprint(scene.server.pid)
            figures.append((taken.resident - before) / count / 1024)
            lines.append((f"{count:,}", f"{taken.resident / 2**20:,.1f}",
                          f"{taken.peak / 2**20:,.1f}", f"{figures[-1]:,.1f}"))
    return [absolute(MEMORY, max(figures), table=lines)]


def flood_alone(bench, size: Extent) -> Outcome:
    """Calls come and go."""
    with edgvoip_scene(bench) as scene:
        scene.readers(FEW_READERS)
        forget_peak(scene.server.pid)
        done = scene.load.ask("lives", FLOOD_EVENTS_A_SECOND, size.flood_seconds,
                              seconds=size.flood_seconds)
        is_equal = scene.board() == scene.load.ask("states")
        peak = footprint(scene.server.pid).peak
    lines = [("what", "figure"),
             ("events", f"{done['events']:,}"),
             ("s until the PBX had said the last", f"{done['said_after_us'] / 1e6:.2f}"),
             ("s until all readers had heard all", f"{done['heard_after_us'] / 1e6:.2f}"),
             ("ms that an event had to wait at the PBX", f"{done['late_us_max'] / 1e3:,.0f}"),
             ("MB that the readers were told", f"{done['heard_bytes'] / 1e6:,.0f}"),
             ("MiB resident at most", f"{peak / 2**20:,.0f}"),
             ("readers cut", str(done["cut"])),
             ("the board is the PBX's", "yes" if is_equal else "no")]
    outcome = absolute(FLOOD, done["behind_us_max"] / 1e3, table=lines)
    if is_equal and not done["cut"]:
        return outcome
    return dataclasses.replace(outcome, reached="no", why="see its table")


def flood_of_readers(bench, size: Extent) -> Outcome:
    """Every event is told, so that the bare program has as much to tell."""
    rounds = []
    with both(bench, size) as (bare, ours, _):
        for _ in range(size.cpu_rounds):
            seconds = size.flood_readers_seconds
            done = [scene.load.ask("holds", FLOOD_EVENTS_A_SECOND, seconds, seconds=seconds)
                    for scene in (bare, ours)]
            if any(each["cut"] for each in done):
                raise Unmeasured(f"readers were cut: {done}")
            rounds.append(tuple(each["heard_after_us"] / 1e6 for each in done))
        if ours.board() != ours.load.ask("states"):
            raise Unmeasured("the board is not the PBX's")
    return compared(FLOOD_READERS, rounds)


def measure_flood(bench) -> list[Outcome]:
    size = extent(bench)
    return [flood_alone(bench, size), flood_of_readers(bench, size)]
