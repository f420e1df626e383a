"""The files of a tree, and what a rule says about them."""

import dataclasses
import functools
import os
import pathlib

SKIPPED_FOLDERS = {".git", "build", "node_modules", "__pycache__", ".pytest_cache", ".cache"}


@dataclasses.dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    rule: str
    what_to_do: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.what_to_do}"


class Tree:
    """Paths are relative to the root, with slashes; texts are read once."""

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self.paths = sorted(self._walk())

    def _walk(self):
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
            for name in names:
                yield (pathlib.Path(folder) / name).relative_to(self.root).as_posix()

    @functools.cache
    def text(self, path: str) -> str:
        """Latin-1, so that every byte is a character and nothing fails."""
        return (self.root / path).read_bytes().decode("latin-1")

    def having_suffix(self, *suffixes: str) -> list[str]:
        return [path for path in self.paths if path.endswith(suffixes)]

    def below(self, folder: str) -> list[str]:
        return [path for path in self.paths if path.startswith(folder + "/")]


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
