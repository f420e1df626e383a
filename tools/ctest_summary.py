#!/usr/bin/env python3
"""Reads what `ctest -V` wrote: prints the output of the tests that failed, then
`N passed, N failed` over the cases of all test programs; a program that is not gtest's is one case.
"""

import collections
import pathlib
import re
import sys

STATUS = re.compile(r"^ *\d+/\d+ Test +#(\d+): (\S+) \.*\s*(Passed|\*\*\*\S+|Not Run)")
CASES = re.compile(r"^\[  (PASSED |FAILED |SKIPPED) \] (\d+) tests?[.,]")


def summary(log: str) -> tuple[int, int, int, list[str]]:
    """Passed, failed, skipped, and the failed programs' output."""
    output = collections.defaultdict(list)
    passed = failed = skipped = 0
    shown = []
    for line in log.splitlines():
        said = re.match(r"^(\d+): ?(.*)$", line)
        if said:
            output[said.group(1)].append(said.group(2))
            continue
        status = STATUS.match(line)
        if not status:
            continue
        number, name, outcome = status.groups()
        counts = collections.Counter()
        for text in output[number]:
            case = CASES.match(text)
            if case:
                counts[case.group(1).strip()] += int(case.group(2))
        good = outcome == "Passed"
        passed += counts["PASSED"] or (good and not counts)
        failed += counts["FAILED"] or (not good)
        skipped += counts["SKIPPED"]
        if not good:
            shown += [f"--- {name}: {outcome.strip('*')}", *output[number]]
    return passed, failed, skipped, shown


def main() -> int:
    passed, failed, skipped, shown = summary(pathlib.Path(sys.argv[1]).read_text(errors="replace"))
    print("\n".join([*shown, f"{passed} passed, {failed} failed, {skipped} skipped"]))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
