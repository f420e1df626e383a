"""A simulated chain put straight into the store, against the same chain's records imported."""

import contextlib
import sqlite3

import pytest

from processes import Home

CHAIN = ("--seed", "23", "--tenants", "5", "--stores", "4", "--from", "2026-03-27T09:30:00Z",
         "--to", "2026-03-31T13:00:00Z")
TABLES = ("calls", "legs", "leg_records", "call_keys")


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """The chain's record files, and a home whose store took them in."""
    home = Home(tmp_path_factory.mktemp("imported"))
    home.do("simulate", *CHAIN, "--out", home.folder / "out", "--directory", home.directory)
    counts = home.import_records(home.folder / "out/records")
    assert counts["read"] == counts["stored"] > 1000
    return home


@pytest.fixture
def loaded(home):
    """A home whose store got the same chain without files."""
    home.says = home.do("simulate", *CHAIN, "--store", f"sqlite:{home.folder}/edgvoip.db",
                        "--directory", home.directory)
    return home


def rows(home, table):
    """All rows of a table in their order, without the numbers of the changes."""
    with contextlib.closing(sqlite3.connect(home.folder / "edgvoip.db")) as store:
        names = [name for _, name, *_ in store.execute(f"PRAGMA table_info({table})")
                 if name != "change_seq" and not name.endswith("_moved")]
        return store.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1, 2, 3, 4"
                             ).fetchall()


@pytest.mark.parametrize("table", TABLES)
def test_the_store_has_what_the_import_stores(imported, loaded, table):
    expected = rows(imported, table)
    assert len(expected) > 400
    assert rows(loaded, table) == expected


def test_the_directory_is_the_same(imported, loaded):
    assert loaded.directory.read_text() == imported.directory.read_text()


def test_it_says_how_much_there_is(imported, loaded):
    words = loaded.says.split()
    assert words[0::2] == ["calls", "legs", "seconds"]
    assert int(words[1]) == len(rows(imported, "calls"))
    assert int(words[3]) == len(rows(imported, "leg_records"))


def test_importing_the_records_later_changes_nothing(imported, loaded):
    before = {table: rows(loaded, table) for table in TABLES}
    records = sorted((imported.folder / "out/records").rglob("*.json"))
    one = loaded.import_records(records[len(records) // 2])
    assert one["read"] == one["merged"] == 1
    whole = loaded.import_records(imported.folder / "out/records")
    assert whole["merged"] == whole["read"] == len(records)
    assert one["stored"] == one["pending"] == whole["stored"] == whole["pending"] == 0
    assert {table: rows(loaded, table) for table in TABLES} == before


def test_it_is_served(loaded, imported):
    domain = "catena-a.demo.edgvoip.test"
    ever = "/api/cdr?from=2020-01-01&to=2039-01-01&page_size=500"
    with loaded.serving() as one, imported.serving() as other:
        calls = one.ask(ever, loaded.token(domain)).json
        assert calls["total"] > 100
        same = other.ask(ever, imported.token(domain)).json
        assert (calls["items"], calls["total"]) == (same["items"], same["total"])


def test_a_store_with_calls_is_left_as_it_is(loaded):
    before = rows(loaded, "calls")
    done = loaded.run("simulate", "--store", f"sqlite:{loaded.folder}/edgvoip.db", "--directory",
                      loaded.folder / "other.json", configured=False)
    assert done.returncode == 1 and "has or had calls" in done.stderr
    assert rows(loaded, "calls") == before


def test_a_store_that_a_server_has_open_is_left_as_it_is(home):
    with home.serving():
        done = home.run("simulate", "--store", f"sqlite:{home.folder}/edgvoip.db", "--directory",
                        home.folder / "other.json", configured=False)
    assert done.returncode == 1 and "has the store open" in done.stderr
    assert rows(home, "calls") == []


@pytest.mark.parametrize("arguments", [
    (),
    ("--store", "sqlite:x.db"),
    ("--store", "sqlite:x.db", "--directory", "d.json", "--out", "o"),
    ("--store", "sqlite:x.db", "--directory", "d.json", "--follow", "f"),
    ("--store", "sqlite:x.db", "--directory", "d.json", "--bulk"),
    ("--store", "sqlite:x.db", "--directory", "d.json", "--truth", "t.jsonl"),
], ids=lambda arguments: " ".join(arguments) or "nothing")
def test_what_does_not_go_together_is_refused(home, arguments):
    done = home.run("simulate", *arguments, configured=False)
    assert done.returncode == 2
    assert not (home.folder / "x.db").exists()
