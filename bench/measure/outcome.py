"""From measured rounds to a row of the table. No clock, no process: numbers in, numbers out."""

import dataclasses
import statistics


class Unmeasured(Exception):
    """A row that could not be measured, and why."""


@dataclasses.dataclass(frozen=True)
class Row:
    """What is measured, and how far it has to come."""

    name: str
    what: str
    reference: str
    unit: str
    must: float
    goal: float
    smaller_is_better: bool = False

    def reached(self, figure: float) -> str:
        """`goal`, `must`, or `no` for less than that."""
        for name, bound in (("goal", self.goal), ("must", self.must)):
            if figure <= bound if self.smaller_is_better else figure >= bound:
                return name
        return "no"


@dataclasses.dataclass(frozen=True)
class Outcome:
    """`figure` is what `must` and `goal` are compared with: a ratio, or what edgvoip did itself
    where there is no reference."""

    row: Row
    edgvoip: float | None = None
    reference: float | None = None
    figure: float | None = None
    reached: str = "unmeasured"
    why: str = ""
    rounds: tuple = ()
    details: dict = dataclasses.field(default_factory=dict)

    def to_json(self) -> dict:
        return {
            "row": self.row.name, "what": self.row.what, "unit": self.row.unit,
            "reference_is": self.row.reference, "edgvoip": self.edgvoip,
            "reference": self.reference, "figure": self.figure, "must": self.row.must,
            "goal": self.row.goal, "smaller_is_better": self.row.smaller_is_better,
            "reached": self.reached, "why": self.why,
            "rounds": [list(pair) for pair in self.rounds], "details": self.details,
        }


def compared(row: Row, rounds: list[tuple[float, float]], **details) -> Outcome:
    """Of rounds `(reference, edgvoip)`, each measured one right after the other. The ratio is the
    median of the rounds' own ratios, so that a machine that gets slower on the way changes
    nothing; it is not always the ratio of the two medians beside it."""
    if not rounds or any(reference <= 0 for reference, _ in rounds):
        raise ValueError(f"rounds without a reference: {rounds}")
    ratio = statistics.median(ours / reference for reference, ours in rounds)
    return Outcome(row=row, edgvoip=statistics.median(ours for _, ours in rounds),
                   reference=statistics.median(reference for reference, _ in rounds),
                   figure=ratio, reached=row.reached(ratio), rounds=tuple(rounds),
                   details=details)


def absolute(row: Row, value: float, **details) -> Outcome:
    return Outcome(row=row, edgvoip=value, figure=value, reached=row.reached(value),
                   details=details)


def unmeasured(row: Row, why: str, **details) -> Outcome:
    return Outcome(row=row, why=why, details=details)
