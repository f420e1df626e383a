"""Rules for scripts."""

import os

from .files import Finding, Tree


def executable(tree: Tree):
    """A file begins with `#!` exactly when it can be executed."""
    for path in tree.paths:
        can_run = os.access(tree.root / path, os.X_OK)
        is_script = tree.text(path).startswith("#!")
        if is_script and not can_run:
            yield Finding(path, 1, "executable", f"chmod +x {path}")
        if can_run and not is_script:
            yield Finding(path, 1, "executable", f"chmod -x {path}, or give it a #! line")
