"""What the rows of bench/door say, in the tables that docs/security.md holds."""

import math
import statistics

from .footprint import Footprint
from .outcome import Row
from .steady import Answers
from .table import aligned, number

RATE = "One client over its limit"
QUIET = "A quiet client beside others"
LOADS = "What the others sent, and what they got"
SOCKETS = "What became of the sockets that were held"
FOOTPRINT = "The server's memory and descriptors"
RECOVERY = "After the overload"
HEADS = {
    RATE: ("row", "limit", "sent", "in s", "200", "429", "failed", "due", "must", "reached"),
    QUIET: ("row", "asked", "p50 alone", "p50 beside", "p99 alone", "p99 beside", "ratio",
            "errors", "must", "reached"),
    LOADS: ("row", "load", "s", "answers/s", "200", "429", "503", "other", "failed"),
    SOCKETS: ("row", "held", "opened", "cut", "cut after s: first", "median", "last", "statuses"),
    FOOTPRINT: ("row", "MiB before", "at most", "after", "descriptors before", "during", "after"),
    RECOVERY: ("row", "capacity", "demand", "p99 before", "p99 after", "within s"),
}


def counted(value: int) -> str:
    return f"{value:,}"


def microseconds(value: float) -> str:
    return f"{value:,.0f} µs" if math.isfinite(value) else "–"


def quiet_line(bound: Row, rounds: list[tuple[Answers, Answers]]) -> tuple[str, ...]:
    """Of rounds `(alone, beside)`: medians, and the median of the rounds' own ratios of p99."""
    def median(side: int, percent: float) -> float:
        return statistics.median(pair[side].percentile_us(percent) for pair in rounds)

    ratio = statistics.median(beside.percentile_us(99) / alone.percentile_us(99)
                              for alone, beside in rounds)
    errors = sum(answers.errors for pair in rounds for answers in pair)
    reached = "no" if errors else bound.reached(ratio)
    asked = sum(beside.statuses.total() + beside.failed for _, beside in rounds)
    return (bound.name, counted(asked), *(microseconds(median(side, percent))
                                          for percent in (50, 99) for side in (0, 1)),
            number(ratio), counted(errors), f"≤ {number(bound.must)}, no errors", reached)


def load_line(name: str, what: str, results: list[dict]) -> tuple[str, ...]:
    """Of what requests.lua said, added up."""
    def total(key: str) -> float:
        return sum(result[key] for result in results)

    return (name, what, number(total("seconds")), number(total("requests") / total("seconds")),
            *(counted(total(key)) for key in ("ok", "limited", "unavailable", "other", "failed")))


def sockets_line(name: str, held: int, results: list[dict]) -> tuple[str, ...]:
    """Of what held_sockets.py said in each round."""
    cut_after = [result["cut_after"] for result in results if result["cut_after"]]
    first, median, last = (
        (min(ages[0] for ages in cut_after), statistics.median(ages[1] for ages in cut_after),
         max(ages[2] for ages in cut_after)) if cut_after else (None, None, None))
    statuses = sorted({status for result in results for status in result["statuses"]})
    return (name, counted(held), counted(sum(result["opened"] for result in results)),
            counted(sum(result["cut"] for result in results)),
            number(first), number(median), number(last),
            ", ".join(f"{sum(result['statuses'].get(status, 0) for result in results):,} × {status}"
                      for status in statuses) or "–")


def footprint_line(name: str, before: Footprint, during: Footprint,
                   after: Footprint) -> tuple[str, ...]:
    def mebibytes(value: int) -> str:
        return f"{value / 2**20:,.0f}"

    return (name, mebibytes(before.resident), mebibytes(during.peak), mebibytes(after.resident),
            *(counted(taken.descriptors) for taken in (before, during, after)))


def render(lines: list[tuple[str, tuple[str, ...]]]) -> str:
    """Lines `(table, cells)` as Markdown; a table without lines is left out."""
    text = []
    for table, head in HEADS.items():
        cells = [line for name, line in lines if name == table]
        if cells:
            text += [f"{table}:", "", *aligned([head, *cells]), ""]
    return "\n".join(text).rstrip()
