"""Rules for C++ sources."""

import functools
import os
import pathlib
import re
import subprocess

from .files import Finding, Tree, line_of

CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>\w*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'", re.DOTALL)
BANNED_NAME = re.compile(r"(?i)^(utils?|utilit(y|ies)|helpers?|managers?|common|misc)$")
TYPE_NAME = re.compile(r"\b(?:class|struct|namespace|enum class)\s+([\w:]+)")
WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")

# g++ 12 destroys temporaries of a co_await expression twice; these forms have none.
AWAITED = re.compile(r"co_await\s+[\w:.>\-]+(?:<[^;(){}]*>)?\s*\([^;{}]*\)\s*;")
ALONE = re.compile(
    r"\s*(?:(?:(?:else\s+)?if|while|for)\s*\(.*\)\s*|else\s+|case\s+[\w:]+\s*:|default\s*:)?"
    r"(?:(?:const\s+)?auto\s*&{0,2}\s*(?:\w+|\[[\w\s,]+\])\s*=|[\w.>\-]+\s*=)?\s*", re.DOTALL)

SAYS = re.compile(r"\b(?:async_)?(?:write(?:v|_some)?|send(?:to|_to|m?msg)?)\s*\(")
SPEAKER = "src/edgvoip/source/freeswitch/event_socket_link.cpp"


def blanked(text: str) -> str:
    """The text with comments and literals replaced by blanks of the same length."""
    def blank(match: re.Match) -> str:
        found = match.group()
        inner = re.sub(r"[^\n]", " ", found)
        return inner if found.startswith("/") else '"' + inner[1:-1] + '"'
    return CODE.sub(blank, text)


def sources(tree: Tree) -> list[str]:
    return tree.having_suffix(".cpp", ".hpp")


def statement_before(code: str, offset: int) -> str:
    """From the last `;`, `{` or `}` outside parentheses up to the offset."""
    depth = 0
    for at in range(offset - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(code[at], 0)
        if code[at] in ";{}" and depth <= 0:
            return code[at + 1:offset]
    return code[:offset]


def co_await(tree: Tree):
    for path in sources(tree):
        if "co_await" not in tree.text(path):
            continue
        code = blanked(tree.text(path))
        for found in re.finditer(r"\bco_await\b", code):
            rest = code[found.start():]
            dangerous = re.match(r"co_await\b[^;]*?(\{|[(,]\s*\[)", rest)
            if dangerous or not AWAITED.match(rest) or not ALONE.fullmatch(
                    statement_before(code, found.start())):
                yield Finding(path, line_of(code, found.start()), "co_await",
                              "write `[auto x =] co_await name(args);` with named arguments")


def atomic_shared_pointer(tree: Tree):
    for path in sources(tree):
        code = blanked(tree.text(path))
        for found in re.finditer(r"\batomic\s*<\s*(?:std::)?(?:shared|weak)_ptr\b", code):
            yield Finding(path, line_of(code, found.start()), "atomic_shared_pointer",
                          "a data race in g++ 12: publish through a pointer held by a mutex")


def said_to_a_pbx(tree: Tree):
    """One function says a closed list of lines: nothing that a request brings reaches a PBX."""
    for path in sources(tree):
        if not path.startswith("src/edgvoip/source/"):
            continue
        code = blanked(tree.text(path))
        for found in list(SAYS.finditer(code))[path == SPEAKER:]:
            yield Finding(path, line_of(code, found.start()), "said_to_a_pbx",
                          "only say() of event_socket_link.cpp writes to a PBX")


def pragma_once(tree: Tree):
    for path in tree.having_suffix(".hpp"):
        if not re.search(r"^#pragma once$", tree.text(path), re.MULTILINE):
            yield Finding(path, 1, "pragma_once", "begin the header with #pragma once")


def names(tree: Tree):
    for path in tree.paths:
        for part in path.split("/"):
            for word in re.split(r"[_.\-]", part):
                if BANNED_NAME.match(word):
                    yield Finding(path, 1, "names", f"`{word}` says nothing: name what it does")
    for path in sources(tree):
        code = blanked(tree.text(path))
        for found in TYPE_NAME.finditer(code):
            for word in WORD.findall(found.group(1)):
                if BANNED_NAME.match(word):
                    yield Finding(path, line_of(code, found.start()), "names",
                                  f"`{word}` in {found.group(1)} says nothing: name what it does")


def registered_sources(tree: Tree):
    """A source that no CMakeLists.txt names is never built, a test never run."""
    for path in tree.having_suffix(".cpp"):
        if path.split("/")[0] not in ("src", "tests", "fuzz", "bench"):
            continue
        parts = path.split("/")
        for depth in range(len(parts) - 1, 0, -1):
            lists = "/".join(parts[:depth]) + "/CMakeLists.txt"
            name = re.escape("/".join(parts[depth:]).removesuffix(".cpp"))
            if lists in tree.paths and re.search(rf"(?<![\w/]){name}(\.cpp)?(?![\w/])",
                                                 tree.text(lists)):
                break
        else:
            yield Finding(path, 1, "registered_sources", "name it in its folder's CMakeLists.txt")


def format_findings(root: pathlib.Path, paths: list[str]) -> list[Finding]:
    done = subprocess.run(["clang-format-19", "--dry-run", "-Werror", *paths], cwd=root, text=True,
                          stderr=subprocess.PIPE, check=False, errors="replace")
    found = re.findall(r"^(.+?):(\d+):\d+: error: ", done.stderr, re.MULTILINE)
    if done.returncode != 0 and not found:
        raise RuntimeError(f"clang-format-19: {done.stderr}")
    return [Finding(path, int(line), "formatted", f"clang-format-19 -i {path}")
            for path, line in dict(reversed(found)).items()]


def formatted(tree: Tree):
    from concurrent.futures import ThreadPoolExecutor
    jobs = os.cpu_count() or 1
    shares = [share for share in (sources(tree)[job::jobs] for job in range(jobs)) if share]
    with ThreadPoolExecutor(jobs) as pool:
        for findings in pool.map(functools.partial(format_findings, tree.root), shares):
            yield from findings
