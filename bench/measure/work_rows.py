"""Rows of work that is done once: taking records in, importing files, starting."""

import contextlib
import pathlib
import shutil
import time

from . import data
from .outcome import Outcome, Row, Unmeasured, compared
from .processes import run, run_json

BATCH = 500  # records a commit
INGEST_RECORDS = {False: 150_000, True: 30_000}  # by --quick

INGEST = Row("ingest", "durable ingest of decoded legs, 500 a commit",
             "a bare program inserting the same rows", "records/s", 0.5, 0.8)
IMPORT = Row("import", "edgvoip import freeswitch, real-size records",
             "Boost.JSON parsing the same bytes", "records/s", 0.3, 0.6)
START = Row("start", "from exec until the last tenant answers",
            "a bare SELECT of the same rows", "ms", 2, 1.2, smaller_is_better=True)


@contextlib.contextmanager
def emptied(folder: pathlib.Path):
    """A folder for stores that are thrown away."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def take_in(bench, store: pathlib.Path) -> dict:
    return run_json(bench.program("bench_ingest"), store, INGEST_RECORDS[bench.quick], BATCH)


def records_per_second(done: dict) -> float:
    return done["records"] / done["seconds"]


def measure_ingest(bench) -> Outcome:
    rounds = []
    with emptied(bench.work / "ingest") as folder:
        like = folder / "like.db"
        made = take_in(bench, like)
        for number in range(bench.rounds):
            reference = run_json(bench.program("bench_bare_insert"), like,
                                 folder / f"bare-{number}.db", BATCH)
            ours = take_in(bench, folder / f"edgvoip-{number}.db")
            if reference["records"] != ours["records"]:
                raise Unmeasured(f"not the same rows: {reference}, {ours}")
            rounds.append((records_per_second(reference), records_per_second(ours)))
            for store in folder.glob(f"*-{number}.db*"):
                store.unlink()
    return compared(INGEST, rounds, calls=made["calls"], records=made["records"], batch=BATCH)


def import_seconds(bench, records: pathlib.Path, folder: pathlib.Path) -> float:
    """Of the whole program, into a new store."""
    folder.mkdir()
    config = folder / "edgvoip.toml"
    config.write_text(f'[store]\nurl = "sqlite:{folder}/calls.db"\n'
                      f'[directory]\nfile = "{records}/directory.json"\n'
                      f'[ingest]\nquarantine = "{folder}/quarantine"\n')
    begun = time.monotonic()
    run(bench.program("edgvoip"), "import", "freeswitch", "--config", config, records / "records")
    took = time.monotonic() - begun
    shutil.rmtree(folder)
    return took


def measure_import(bench) -> Outcome:
    records = bench.home / ("records-quick" if bench.quick else "records")
    if not records.exists():
        bench.say(f"making record files in {records}")
        data.make_records(bench.program("edgvoip"), records, bench.quick)
    rounds = []
    with emptied(bench.work / "import") as folder:
        for number in range(1 + bench.rounds):
            parsed = run_json(bench.program("bench_parse_json"), records / "records")
            took = import_seconds(bench, records, folder / str(number))
            rounds.append((records_per_second(parsed), parsed["records"] / took))
    return compared(IMPORT, rounds[1:], records=parsed["records"], bytes=parsed["bytes"])


def measure_start(bench) -> Outcome:
    rounds = []
    for _ in range(1 + bench.rounds):
        selected = run_json(bench.program("bench_bare_select"), bench.calls.store)
        with bench.edgvoip.serving() as server:
            rounds.append((1000 * selected["seconds"], 1000 * server.ready_seconds))
    return compared(START, rounds[1:], calls=selected["calls"])
