"""Who may include whom: the table of docs/architecture.md, read as it stands there."""

import dataclasses
import fnmatch
import re

from .files import Finding, Tree, line_of

TABLE = "docs/architecture.md"
BASE_HEADERS_MAX = 10
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+([<"])([^>"]+)[>"]', re.MULTILINE)
SYSTEM_FOLDERS = ("sys/", "netinet/", "arpa/", "net/")


@dataclasses.dataclass
class Layer:
    ours: set[str]
    third_party: list[tuple[str, str]]  # what may be included, in which files of the layer


def read_table(text: str) -> dict[str, Layer]:
    """Rows `| layer | what of ours it may include | headers |`. Of ours: layers, `edgvoip/*` for
    all of them, or one header of a private subfolder. A third-party header is `prefix`, or `prefix`
    in `pattern`, the pattern being of files relative to the layer."""
    table = {}
    for row in re.findall(r"^\| `([\w/]+)` \|([^|]*)\|([^|]*)\|$", text, re.MULTILINE):
        layer, ours, third_party = row
        headers = re.findall(r"`([^`]+)`(?: in `([^`]+)`)?", third_party)
        table[layer] = Layer(set(re.findall(r"`([^`]+)`", ours)),
                             [(prefix, pattern or "*") for prefix, pattern in headers])
    return table


def layer_of(path: str, table: dict[str, Layer]) -> str | None:
    """The innermost folder of the path that is in the table."""
    parts = path.split("/")[:-1]
    while parts:
        if "/".join(parts) in table:
            return "/".join(parts)
        parts.pop()
    return None


def may_include(layer: Layer, wanted: str) -> bool:
    return any(fnmatch.fnmatch(wanted, pattern) for pattern in layer.ours)


def may_see(source: str, header: str, target_layer: str) -> bool:
    """A header in a private subfolder is for the folder above it, and for app, which wires."""
    folder = header.rsplit("/", 1)[0]
    if folder == target_layer or source.startswith("edgvoip/app/"):
        return True
    return source.startswith(folder.rsplit("/", 1)[0] + "/")


def is_third_party(header: str) -> bool:
    return ("/" in header and not header.startswith(SYSTEM_FOLDERS)) or header in (
        "sqlite3.h", "libpq-fe.h", "sodium.h", "xlsxwriter.h")


def complaint(source: str, kind: str, header: str, table: dict[str, Layer]) -> str | None:
    """What is wrong with an include of a file under src/, or nothing."""
    layer = layer_of(source, table)
    if layer is None:
        return f"this folder is in no row of the table in {TABLE}"
    if kind == "<":
        inside = source[len(layer) + 1:]
        allowed = any(header.startswith(prefix) and fnmatch.fnmatch(inside, pattern)
                      for prefix, pattern in table[layer].third_party)
        if is_third_party(header) and not allowed:
            return f"<{header}> is not among the headers that `{inside}` of {layer} may include"
        return None
    target = layer_of(header, table)
    if target is None:
        return f'"{header}" is in no layer: write the path from src/'
    if target != layer and not may_include(table[layer], target):
        return f"{layer} may not include {target}: move the code or change the table"
    if not may_see(source, header, target) and header not in table[layer].ours:
        return f'"{header}" is private to {header.rsplit("/", 2)[0]}'
    return None


def layers(tree: Tree):
    if TABLE not in tree.paths:
        return
    table = read_table(tree.text(TABLE))
    for path in tree.below("src"):
        if not path.endswith((".cpp", ".hpp")):
            continue
        text = tree.text(path)
        for include in INCLUDE.finditer(text):
            wrong = complaint(path.removeprefix("src/"), *include.groups(), table)
            if wrong:
                yield Finding(path, line_of(text, include.start()), "layers", wrong)


def base_size(tree: Tree):
    headers = [path for path in tree.below("src/base") if path.endswith(".hpp")]
    if len(headers) > BASE_HEADERS_MAX:
        yield Finding(headers[-1], 1, "base_size",
                      f"base has {len(headers)} headers, {BASE_HEADERS_MAX} are the limit: give "
                      "one to the layer that owns the concept")


def described_folders(tree: Tree):
    """Every folder with code has a paragraph in the architecture."""
    if TABLE not in tree.paths:
        return
    text = tree.text(TABLE)
    sources = [path for path in tree.below("src") if path.endswith((".cpp", ".hpp"))]
    for folder in sorted({path.rsplit("/", 1)[0] for path in sources}):
        if f"`{folder}/`" not in text:
            yield Finding(TABLE, 1, "described_folders", f"say in a paragraph what `{folder}/` is")
