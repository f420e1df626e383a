#!/usr/bin/env python3
"""Converts the API's contract from YAML to compact JSON, timestamps kept as the text they are."""

import argparse
import json
import pathlib

import yaml


class PlainLoader(yaml.SafeLoader):
    """Reads only what JSON has: no dates."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("contract", type=pathlib.Path)
    arguments = parser.parse_args()

    contract = yaml.load(arguments.contract.read_text(encoding="utf-8"), Loader=PlainLoader)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(
        json.dumps(contract, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
