"""Prometheus' text format, read strictly."""

import re


def samples(text: str, names: str = "[a-z_]+") -> dict[str, float]:
    """Each sample by its name, which is as `names` says, and its labels as they are written."""
    line_form = re.compile(rf'^({names})(?:\{{(.*)\}})? ([0-9.e+-]+|\+Inf)$')
    found: dict[str, float] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        match = line_form.match(line)
        assert match, line
        labels = ",".join(sorted(re.findall(r'[a-z_]+="[^"]*"', match[2] or "")))
        name = f"{match[1]}{{{labels}}}"
        assert name not in found, f"{name} twice"
        found[name] = float(match[3])
    return found
