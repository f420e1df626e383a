"""bench/door runs, cleans up, and computes its tables rightly. How much is withstood is no test."""

import collections
import shutil
import subprocess
import sys

import pytest

from processes import PROGRAM, PROJECT

sys.path.insert(0, str(PROJECT / "bench"))
from measure import door_tables as tables  # noqa: E402
from measure.footprint import Footprint  # noqa: E402
from measure.outcome import Row  # noqa: E402
from measure.steady import Answers  # noqa: E402

BOUND = Row("noisy", "p99", "alone", "×", must=2, goal=1.2, smaller_is_better=True)
MIB = 2**20


def door(*arguments):
    return subprocess.run([PROJECT / "bench/door", *arguments], capture_output=True, text=True,
                          check=False, timeout=600)


def answers(*times_us, failed=0, **statuses):
    counts = {int(status.removeprefix("s")): count for status, count in statuses.items()}
    return Answers(collections.Counter(counts or {200: len(times_us)}), failed, list(times_us))


def cells_by_head(text, table):
    """Of each line below the table's heading: its cells by the heads of their columns."""
    lines = text.split(f"{table}:\n\n", 1)[1].split("\n\n", 1)[0].splitlines()
    head, _, *rest = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [dict(zip(head, line, strict=True)) for line in rest]


def test_help_names_every_row():
    done = door("--help")
    assert done.returncode == 0, done.stderr
    for row in ("rate", "noisy", "slow", "idle", "overload"):
        assert f"\n  {row} " in done.stdout


def test_an_unknown_row_is_wrong_usage():
    done = door("--quick", "slowly")
    assert done.returncode == 2
    assert "slowly" in done.stderr and "overload" in done.stderr


@pytest.mark.skipif(shutil.which("wrk") is None, reason="tools/install bench has not been run")
def test_each_row_fills_its_tables_and_leaves_nothing_behind(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    subprocess.run([PROGRAM, "simulate", "--seed", "23", "--tenants", "5", "--stores", "4",
                    "--from", "2026-03-27T09:30:00Z", "--to", "2026-03-31T13:00:00Z",
                    "--store", f"sqlite:{data}/calls.db", "--directory", data / "directory.json"],
                   check=True, capture_output=True)
    # Whoever runs the tests may not wait for somebody else's measurement: a home of its own.
    home = tmp_path / "home"
    done = door("--quick", "--data", data, "--programs", PROGRAM.parent, "--home", home)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = {table: {line["row"]: line for line in cells_by_head(done.stdout, table)}
            for table in tables.HEADS}
    assert {table: list(lines) for table, lines in rows.items()} == {
        tables.RATE: ["rate"],
        tables.QUIET: ["noisy-12", "noisy-flood", "slow", "idle", "overload"],
        tables.LOADS: ["noisy-12", "noisy-flood", "overload"],
        tables.SOCKETS: ["slow", "idle"],
        tables.FOOTPRINT: ["slow", "idle", "overload"],
        tables.RECOVERY: ["overload"],
    }
    rate = rows[tables.RATE]["rate"]
    assert int(rate["sent"]) == int(rate["200"]) + int(rate["429"]) + int(rate["failed"])
    assert int(rate["200"]) >= 20, "a burst is let in, however slow the machine is"
    assert rows[tables.SOCKETS]["idle"]["statuses"] == "200 × 200"
    assert list((home / "work").iterdir()) == []


def test_the_quiet_clients_ratio_is_the_median_of_the_rounds_own():
    line = tables.quiet_line(BOUND, [(answers(100), answers(150)), (answers(1000), answers(1100)),
                                     (answers(10), answers(40))])
    assert line == ("noisy", "3", "100 µs", "150 µs", "100 µs", "150 µs", "1.5", "0",
                    "≤ 2, no errors", "must")


@pytest.mark.parametrize("beside", [answers(100, s503=1), answers(100, s429=1),
                                    answers(100, s200=1, failed=1)])
def test_an_error_of_the_quiet_client_misses_the_bound(beside):
    line = tables.quiet_line(BOUND, [(answers(100), beside)])
    assert line[-3:] == ("1", "≤ 2, no errors", "no")


def test_a_quiet_client_without_any_answer_misses_the_bound():
    line = tables.quiet_line(BOUND, [(answers(100), answers(failed=2))])
    assert line[3] == line[5] == "–"
    assert line[-1] == "no"


def test_percentiles_are_of_what_was_answered():
    hundred = answers(*range(100, 0, -1))
    assert [hundred.percentile_us(percent) for percent in (50, 99, 100)] == [50, 99, 100]


def test_rounds_of_a_load_are_added_up():
    result = {"seconds": 2.0, "requests": 1000, "ok": 600, "limited": 390, "unavailable": 10,
              "other": 0, "failed": 3}
    assert tables.load_line("noisy", "fast", [result, result]) == (
        "noisy", "fast", "4", "500", "1,200", "780", "20", "0", "6")


def test_sockets_are_told_with_when_they_were_cut():
    rounds = [{"opened": 1500, "cut": 500, "cut_after": [9.9, 10.0, 10.2],
               "statuses": {"408": 500}},
              {"opened": 1000, "cut": 0, "cut_after": None, "statuses": {}}]
    assert tables.sockets_line("slow", 1000, rounds) == (
        "slow", "1,000", "2,500", "500", "9.9", "10", "10.2", "500 × 408")


def test_memory_is_told_by_its_peak():
    line = tables.footprint_line("idle", Footprint(50 * MIB, 60 * MIB, 40),
                                 Footprint(90 * MIB, 100 * MIB, 10_040),
                                 Footprint(55 * MIB, 100 * MIB, 40))
    assert line == ("idle", "50", "100", "55", "40", "10,040", "40")
