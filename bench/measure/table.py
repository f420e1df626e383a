"""The table, as text that is Markdown, too."""

from .outcome import Outcome

HEAD = ("row", "edgvoip", "reference", "ratio", "must", "goal", "reached")


def number(value: float | None) -> str:
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def with_unit(value: float | None, unit: str) -> str:
    return number(value) if value is None else f"{number(value)} {unit}"


def cells(outcome: Outcome) -> tuple[str, ...]:
    row = outcome.row
    sign = "≤" if row.smaller_is_better else "≥"
    ratio = outcome.figure if outcome.reference is not None else None
    return (row.name, with_unit(outcome.edgvoip, row.unit), with_unit(outcome.reference, row.unit),
            number(ratio), f"{sign} {number(row.must)}", f"{sign} {number(row.goal)}",
            outcome.reached)


def aligned(lines: list[tuple[str, ...]]) -> list[str]:
    """The first line is the head."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    text = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |"
            for line in lines]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return text


def render(outcomes: list[Outcome]) -> str:
    text = aligned([HEAD, *(cells(outcome) for outcome in outcomes)])
    notes = [f"{outcome.row.name}: {outcome.why}" for outcome in outcomes if outcome.why]
    if notes:
        text += ["", *notes]
    for outcome in outcomes:
        if "table" in outcome.details:
            text += ["", f"{outcome.row.name}:", "", *aligned(outcome.details["table"])]
    return "\n".join(text)
