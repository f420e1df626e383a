"""Rules for texts of every kind."""

import re

from .files import Finding, Tree, line_of

LINES_MAX = 500
COLUMNS_MAX = 100
CODE_SUFFIXES = (".cpp", ".hpp", ".py", ".sql", ".part", ".cmake", "CMakeLists.txt", ".ts",
                 ".tsx")
FIXTURES = ("tests/fixtures/", "fuzz/corpus/")
GENERATED = ("web/app/src/api/schema.d.ts",)
RAW_STRING = re.compile(r'R"(\w*)\(.*?\)\1"', re.DOTALL)

# Written in two parts, so that this file keeps its own rule.
FORBIDDEN_WORDS = {
    "TO" "DO": "do it now, or write it down where work is planned",
    "FIX" "ME": "mend it now, or write it down where work is planned",
    "/wo" "rk/": "a path of one machine: use one relative to the project",
    "../sha" "red": "a folder outside the project: copy what is needed into tests/fixtures",
}
FORBIDDEN = re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in FORBIDDEN_WORDS))

SQL_NOISE = re.compile(r"--[^\n]*|'(?:''|[^'])*'")
TENANT_NAME = re.compile(
    r"(?:\bwith\s+(?:recursive\s+)?|,\s*)(tenant_\w+)\s*(?:\([^)]*\)\s*)?\bas\s*(?:not\s+)?"
    r"(?:materialized\s*)?\(|\bas\s+(tenant_(?!id\b)\w+)|\b(?:from|join)\s+\w+\s+(tenant_\w+)",
    re.IGNORECASE)


def is_fixture(path: str) -> bool:
    return path.startswith(FIXTURES)


def is_code(tree: Tree, path: str) -> bool:
    return path.endswith(CODE_SUFFIXES) or tree.text(path).startswith("#!")


def length(tree: Tree):
    for path in tree.paths:
        if is_fixture(path) or path in GENERATED or not is_code(tree, path):
            continue
        # What is inside a raw string is data.
        code = RAW_STRING.sub(lambda raw: "\n" * raw.group().count("\n"), tree.text(path))
        lines = code.splitlines()
        if len(lines) > LINES_MAX:
            yield Finding(path, LINES_MAX + 1, "length",
                          f"{len(lines)} lines, {LINES_MAX} are the limit: split it by concept")
        for number, line in enumerate(lines, 1):
            columns = len(line.encode("latin-1").decode("utf-8", "replace"))
            if columns > COLUMNS_MAX:
                yield Finding(path, number, "length",
                              f"{columns} columns, {COLUMNS_MAX} are the limit: break the line")


def forbidden_words(tree: Tree):
    for path in tree.paths:
        if is_fixture(path):
            continue
        text = tree.text(path)
        for found in FORBIDDEN.finditer(text):
            yield Finding(path, line_of(text, found.start()), "forbidden_words",
                          f"`{found.group()}`: {FORBIDDEN_WORDS[found.group()]}")


def lock_files(tree: Tree):
    """A lock file pins versions and hashes; where packages come from is the machine's business."""
    for path in tree.paths:
        if not path.endswith(("package-lock.json", ".npmrc")):
            continue
        text = tree.text(path)
        for found in re.finditer(r'"resolved"\s*:\s*"https?:|^\s*registry\s*=', text, re.MULTILINE):
            yield Finding(path, line_of(text, found.start()), "lock_files",
                          "names a registry: leave the address out")


def links(tree: Tree):
    """Relative links in Markdown lead somewhere."""
    for path in tree.having_suffix(".md"):
        text = tree.text(path)
        for found in re.finditer(r"\]\(([^)#:\s]+)(#[^)]*)?\)", text):
            if not (tree.root / path).parent.joinpath(found.group(1)).exists():
                yield Finding(path, line_of(text, found.start()), "links",
                              f"`{found.group(1)}` does not exist")


def test_inputs(tree: Tree):
    """An empty test input tests nothing."""
    for path in tree.paths:
        if re.fullmatch(r"tests/(api/.*\.http|scenario/.*\.txt)", path) and \
                not path.endswith("CMakeLists.txt") and not tree.text(path).strip():
            yield Finding(path, 1, "test_inputs", "is empty: write the test or remove the file")


def sql(tree: Tree):
    for path in tree.having_suffix(".sql", ".part"):
        code = SQL_NOISE.sub(lambda match: " " * len(match.group()), tree.text(path))
        for found in re.finditer("::", code):
            yield Finding(path, line_of(code, found.start()), "sql",
                          "`::` is PostgreSQL's alone: write CAST(… AS …)")
        for found in TENANT_NAME.finditer(code):
            name = next(group for group in found.groups() if group)
            yield Finding(path, line_of(code, found.start()), "sql",
                          f"`{name}`: the prefix is the guarded views' own, name it otherwise")
