#!/usr/bin/env python3
"""Makes a C++ source that holds files byte for byte, each under its own name.

The assembler copies the bytes (`.incbin`), so that megabytes cost no compile time. The header must
declare `struct EmbeddedFile {name, bytes}` and `embedded_files()` in the namespace given.
"""

import argparse
import pathlib


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--header", required=True)
    parser.add_argument("--namespace", required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("files", type=pathlib.Path, nargs="+")
    arguments = parser.parse_args()

    prefix = arguments.namespace.replace("::", "_") + "_file_"
    out = [f'#include "{arguments.header}"', "", "#include <array>", "", 'asm(R"(',
           ".pushsection .rodata"]
    for number, path in enumerate(arguments.files):
        out += [f".global {prefix}{number}", f".global {prefix}{number}_end", ".balign 16",
                f"{prefix}{number}:", f'.incbin "{path.resolve()}"', f"{prefix}{number}_end:",
                ".byte 0"]
    out += [".popsection", ')");', "", 'extern "C" {']
    for number in range(len(arguments.files)):
        out.append(f"extern const char {prefix}{number}[];")
        out.append(f"extern const char {prefix}{number}_end[];")
    out += ["}", "", f"namespace {arguments.namespace} {{", "",
            "std::span<const EmbeddedFile> embedded_files() {",
            f"    static const std::array<EmbeddedFile, {len(arguments.files)}> files = {{{{"]
    for number, path in enumerate(arguments.files):
        size = f"static_cast<std::size_t>({prefix}{number}_end - {prefix}{number})"
        out.append(f'        {{"{path.name}", std::string_view({prefix}{number}, {size})}},')
    out += ["    }};", "    return files;", "}", "", f"}}  // namespace {arguments.namespace}", ""]
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text("\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    main()
