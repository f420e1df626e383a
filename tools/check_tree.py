#!/usr/bin/env python3
"""Checks the rules of the project that no compiler knows.

Prints one line a finding, `file:line: rule: what to do`, and ends with exit code 1 when there are
any. `--self-test` shows for every rule a tree that breaks it and one that keeps it.
"""

import argparse
import pathlib
import sys
import time

from tree import cpp, layers, samples, scripts, texts
from tree.files import Tree

RULES = [
    layers.layers,
    layers.base_size,
    layers.described_folders,
    cpp.co_await,
    cpp.atomic_shared_pointer,
    cpp.said_to_a_pbx,
    cpp.pragma_once,
    cpp.names,
    cpp.registered_sources,
    cpp.formatted,
    texts.length,
    texts.forbidden_words,
    texts.lock_files,
    texts.links,
    texts.test_inputs,
    texts.sql,
    scripts.executable,
]


def check(root: pathlib.Path) -> bool:
    started = time.monotonic()
    tree = Tree(root)
    findings = {rule: sorted(set(rule(tree))) for rule in RULES}
    for finding in sorted(finding for found in findings.values() for finding in found):
        print(finding)
    broken = sum(1 for found in findings.values() if found)
    print(f"tree: {len(tree.paths)} files in {time.monotonic() - started:.1f} s, rules: "
          f"{len(RULES) - broken} passed, {broken} failed")
    return not broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        return 0 if samples.all_behave(RULES) else 1
    return 0 if check(pathlib.Path(__file__).resolve().parent.parent) else 1


if __name__ == "__main__":
    sys.exit(main())
