#!/usr/bin/env python3
"""Makes a C++ header of .sql files: one `sql::Statement` a file, named as the file; a numbered
file (`0001_calls.sql`) becomes `migration_0001_calls`.

A line `-- include NAME.part` is replaced by that file of the same folder, so that statements which
share a condition share its text. Comments stay out of the embedded text.
"""

import argparse
import pathlib
import re


def text_of(path: pathlib.Path) -> str:
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        include = re.fullmatch(r"\s*-- include (\S+)", line)
        if include:
            lines.append(text_of(path.parent / include.group(1)))
        elif not line.lstrip().startswith("--"):
            lines.append(line)
    return "\n".join(lines).strip()


def identifier(path: pathlib.Path) -> str:
    return f"migration_{path.stem}" if path.stem[0].isdigit() else path.stem


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--namespace", required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("files", type=pathlib.Path, nargs="+")
    arguments = parser.parse_args()

    statements = sorted(path for path in arguments.files if path.suffix == ".sql")
    out = ["#pragma once", "", '#include "sql/connection.hpp"', "", "#include <array>", "",
           f"namespace {arguments.namespace} {{", ""]
    for path in statements:
        out.append(f'inline constexpr sql::Statement {identifier(path)}{{"{path.stem}", R"sql(')
        out.append(f'{text_of(path)})sql"}};')
        out.append("")
    names = ", ".join(identifier(path) for path in statements)
    array = f"std::array<sql::Statement, {len(statements)}>"
    out.append(f"inline constexpr {array} all{{{{{names}}}}};")
    out += ["", f"}}  // namespace {arguments.namespace}", ""]
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text("\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    main()
