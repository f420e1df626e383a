"""bench/run and bench/live understand their command lines, and tables are computed rightly. Nothing
is measured."""

import json
import re
import subprocess
import sys

import pytest

from processes import FREESWITCH, PROJECT

sys.path.insert(0, str(PROJECT / "bench"))
from measure import live_texts  # noqa: E402
from measure.outcome import Row, absolute, compared, unmeasured  # noqa: E402
from measure.table import render  # noqa: E402

RATE = Row("list", "pages", "a file", "req/s", must=0.15, goal=0.40)
TIME = Row("deep", "a far page", "the first", "µs", must=2, goal=1.2, smaller_is_better=True)


def bench(*arguments, command="run"):
    return subprocess.run([PROJECT / "bench" / command, *arguments], capture_output=True, text=True,
                          check=False, timeout=60)


def test_help_names_every_row():
    done = bench("--help")
    assert done.returncode == 0, done.stderr
    for row in ("list", "list-large", "deep", "detail", "ingest", "import", "start", "memory",
                "summary", "summary-30", "summary-365", "by-store", "by-agent", "series", "missed",
                "summary-matrix"):
        assert f"\n  {row} " in done.stdout


def test_an_unknown_row_is_wrong_usage():
    done = bench("--quick", "lists")
    assert done.returncode == 2
    assert "lists" in done.stderr and "list-large" in done.stderr


def test_the_rows_of_live_calls_are_named_and_others_refused():
    done = bench("--help", command="live")
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^  (\S+) +(\S+): ", done.stdout, re.MULTILINE)
    assert rows == [("delta", "delta-half"), ("delta", "delta-all"), ("cpu", "cpu"),
                    ("cpu", "cpu-readers"), ("memory", "memory"), ("flood", "flood"),
                    ("flood", "flood-readers")]
    done = bench("--quick", "floods", command="live")
    assert done.returncode == 2
    assert "floods" in done.stderr and "memory" in done.stderr


def test_what_a_pbx_says_of_other_calls_is_what_was_recorded_of_one():
    texts = live_texts.texts_of(FREESWITCH / "esl")
    assert len(texts["hold_b"]) == len(texts["unhold_b"])
    for name, text in texts.items():
        for one_call in (live_texts.A_LEG, live_texts.B_LEG, live_texts.NUMBER):
            assert one_call not in text, name
        leg = "{{" + name[-1] + "}}"
        if name.startswith("row_"):
            assert json.loads(text)["uuid"] == leg
        else:
            event = json.loads(text)
            assert (event["Unique-ID"], event["Event-Date-Timestamp"]) == (leg, "{{now}}")
            assert event["Caller-Channel-Created-Time"] == "{{created}}"


def test_the_ratio_is_the_median_of_the_rounds_own():
    # The machine got ten times slower on the way: the ratio of the medians would say 0.5.
    outcome = compared(RATE, [(1000, 300), (100, 20), (100, 50), (1000, 200), (1000, 500)])
    assert outcome.figure == pytest.approx(0.3)
    assert (outcome.reference, outcome.edgvoip) == (1000, 200)
    assert outcome.reached == "must"


@pytest.mark.parametrize("row, ratio, reached", [
    (RATE, 0.40, "goal"), (RATE, 0.39, "must"), (RATE, 0.15, "must"), (RATE, 0.14, "no"),
    (TIME, 1.2, "goal"), (TIME, 1.3, "must"), (TIME, 2, "must"), (TIME, 2.1, "no"),
])
def test_bounds_belong_to_what_is_reached(row, ratio, reached):
    assert compared(row, [(1, ratio)]).reached == reached


@pytest.mark.parametrize("rounds", [[], [(0, 1)], [(2, 1), (0, 1)]])
def test_rounds_without_a_reference_are_refused(rounds):
    with pytest.raises(ValueError):
        compared(RATE, rounds)


def test_the_table_says_what_was_reached_and_what_not_measured():
    memory = Row("memory", "a call", "–", "B", must=96, goal=64, smaller_is_better=True)
    table = render([compared(RATE, [(2000, 1000)]), absolute(memory, 70.25),
                    unmeasured(TIME, "no such page")]).splitlines()
    assert [cell.strip() for cell in table[2].strip("|").split("|")] == \
        ["list", "1,000 req/s", "2,000 req/s", "0.5", "≥ 0.15", "≥ 0.4", "goal"]
    assert [cell.strip() for cell in table[3].strip("|").split("|")] == \
        ["memory", "70.2 B", "–", "–", "≤ 96", "≤ 64", "must"]
    assert "unmeasured" in table[4]
    assert table[-1] == "deep: no such page"
    assert len({len(line) for line in table[:5]}) == 1


def test_a_row_may_bring_a_table_of_its_own():
    lines = [("tenant", "days"), ("largest", "365")]
    text = render([compared(RATE, [(2, 1)], table=lines)]).splitlines()
    assert text[-5:] == ["list:", "", "| tenant  | days |", "|---------|------|",
                         "| largest | 365  |"]


def test_the_json_has_every_round():
    outcome = compared(RATE, [(4, 1), (4, 2)], body_bytes=7).to_json()
    assert outcome["rounds"] == [[4, 1], [4, 2]]
    assert outcome["details"] == {"body_bytes": 7}
    assert (outcome["row"], outcome["figure"], outcome["must"]) == ("list", 0.375, 0.15)
