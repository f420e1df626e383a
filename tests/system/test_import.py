"""Record files into the store, as the operator does it."""

import json
import shutil
import time

import pytest

from processes import FREESWITCH, PATIENCE_SECONDS, Home

EVER = "/api/cdr?from=2020-01-01&to=2039-01-01"


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    """Three days of two tenants: the folder with records, directory.json and truth.jsonl."""
    home = Home(tmp_path_factory.mktemp("simulated"))
    home.do("simulate", "--seed", "11", "--tenants", "2", "--from", "2026-03-28T00:00:00Z",
            "--to", "2026-03-31T00:00:00Z", "--out", home.folder / "out")
    return home.folder / "out"


def truths(simulated):
    with (simulated / "truth.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def take_directory(home, simulated):
    shutil.copy(simulated / "directory.json", home.directory)


def totals(home, domains):
    with home.serving() as server:
        return {domain: server.ask(EVER, home.token(domain)).json["total"] for domain in domains}


def test_every_simulated_call_is_there_once_for_its_tenant(home, simulated):
    take_directory(home, simulated)
    counts = home.import_records(simulated / "records")
    assert counts["read"] == counts["stored"] > 0
    assert counts["pending"] == counts["quarantined"] == counts["merged"] == 0
    calls = truths(simulated)
    domains = {call["sip_domain"] for call in calls}
    assert len(domains) == 2
    assert totals(home, domains) == {
        domain: sum(call["sip_domain"] == domain for call in calls) for domain in domains}


def test_importing_again_changes_nothing(home, simulated):
    take_directory(home, simulated)
    first = home.import_records(simulated / "records")
    domain = truths(simulated)[0]["sip_domain"]
    token = home.token(domain)
    with home.serving() as server:
        before = server.ask(EVER + "&page_size=500", token).json
        second = home.import_records(simulated / "records")
        after = server.ask(EVER + "&page_size=500", token).json
    assert second["stored"] == 0 and second["merged"] == second["read"] == first["read"]
    assert after == before


def test_a_running_server_shows_what_was_imported_meanwhile(home, simulated):
    take_directory(home, simulated)
    domain = truths(simulated)[0]["sip_domain"]
    with home.serving() as server:
        token = home.token(domain)
        assert server.ask(EVER, token).json["total"] == 0
        home.import_records(simulated / "records")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while server.ask(EVER, token).json["total"] == 0:
            assert time.monotonic() < deadline, "the import is not followed"
            time.sleep(0.05)


def test_simulated_calls_are_what_really_happened(home, simulated):
    take_directory(home, simulated)
    home.import_records(simulated / "records")
    names = ("direction", "from_uri", "from_name", "to_uri", "did_e164", "ext_number", "store_id",
             "disposition", "missed_reason", "hangup_cause", "billsec", "ring_sec", "duration_sec")
    tokens = {domain: home.token(domain) for domain in {c["sip_domain"] for c in truths(simulated)}}
    wrong = []
    with home.serving() as server:
        for truth in truths(simulated):
            call = server.ask(f"/api/cdr/{truth['call_id']}", tokens[truth["sip_domain"]]).json
            wrong += [(truth["scenario"], truth["call_id"], name, truth[name], call.get(name))
                      for name in names if call.get(name) != truth[name]]
    assert wrong == []


def test_nobody_sees_a_record_without_a_tenant_until_the_directory_knows_it(home, simulated):
    take_directory(home, simulated)
    whole = json.loads(home.directory.read_text())
    known, unknown = (tenant["sip_domain"] for tenant in whole["tenants"])
    home.write_directory({"tenants": whole["tenants"][:1]})
    counts = home.import_records(simulated / "records")
    assert counts["pending"] > 0 and counts["quarantined"] == 0
    assert totals(home, [known])[known] == sum(
        call["sip_domain"] == known for call in truths(simulated))
    assert "pending records (no_tenant): 0" not in home.do("check")

    home.write_directory(whole)
    empty = home.folder / "empty"
    empty.mkdir()
    home.import_records(empty)
    assert totals(home, [unknown])[unknown] == sum(
        call["sip_domain"] == unknown for call in truths(simulated))
    assert "pending records (no_tenant): 0" in home.do("check")


UNREADABLE = {
    "empty": b"",
    "half": b'{"core-uuid":"4f5e", "variables":{"uuid":"1f0c',
    "text": b"Lorem ipsum",
    "binary": bytes(range(256)) * 8,
    "other_json": b'{"hello":"world"}',
    "list": b"[1,2,3]",
    "deep": b"[" * 100_000,
    "huge": b'{"variables":{"a":"' + b"x" * (1024 * 1024) + b'"}}',
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_kept_with_its_reason(home, name):
    record = home.folder / f"{name}.cdr.json"
    record.write_bytes(UNREADABLE[name])
    counts = home.import_records(record)
    assert counts["read"] == counts["quarantined"] == 1 and counts["stored"] == 0
    kept = list(home.quarantine.iterdir())
    reasons = [path for path in kept if path.suffix == ".reason"]
    inputs = [path for path in kept if path.suffix != ".reason"]
    assert len(reasons) == len(inputs) == 1
    assert inputs[0].read_bytes() == UNREADABLE[name]
    assert record.name in reasons[0].read_text()
    for path in kept:
        assert path.stat().st_mode & 0o077 == 0
    home.import_records(record)
    assert len(list(home.quarantine.iterdir())) == 2


def test_bad_records_do_not_stop_good_ones(home, simulated):
    take_directory(home, simulated)
    mixed = home.folder / "mixed"
    shutil.copytree(simulated / "records", mixed)
    for name, content in UNREADABLE.items():
        (mixed / f"{name}.cdr.json").write_bytes(content)
    counts = home.import_records(mixed)
    assert counts["quarantined"] == len(UNREADABLE)
    assert counts["stored"] == counts["read"] - len(UNREADABLE)


def test_a_path_that_does_not_exist_is_named(home):
    done = home.run("import", "freeswitch", home.folder / "nowhere")
    assert done.returncode == 1
    assert "nowhere" in done.stderr


def test_a_quarantine_that_cannot_be_written_stops_the_import(home):
    home.quarantine.write_text("a file where the folder should be")
    bad = home.folder / "bad.cdr.json"
    bad.write_text("Lorem ipsum")
    done = home.run("import", "freeswitch", bad)
    assert done.returncode == 1
    assert "quarantine" in done.stderr


def test_the_same_records_one_by_one_and_backwards_give_the_same_calls(home, tmp_path_factory):
    directory = (FREESWITCH / "directory.json").read_text(encoding="utf-8")
    records = sorted((FREESWITCH / "json_cdr").rglob("*.json"))[:60]
    backwards = Home(tmp_path_factory.mktemp("backwards"), directory)
    home.write_directory(directory)
    home.import_records(*records)
    for start in range(len(records), 0, -7):
        backwards.import_records(*reversed(records[max(0, start - 7):start]))
    for domain in ("demo-a.edgvoip.test", "demo-b.edgvoip.test"):
        with home.serving() as one, backwards.serving() as other:
            calls = one.ask(EVER + "&page_size=500", home.token(domain)).json
            assert other.ask(EVER + "&page_size=500", backwards.token(domain)).json == calls
            assert calls["total"] > 0


def test_a_simulation_needs_a_sensible_interval(home):
    done = home.run("simulate", "--from", "2026-01-02T00:00:00Z", "--to", "2026-01-01T00:00:00Z",
                    "--out", home.folder / "out", configured=False)
    assert done.returncode == 1 and done.stderr.strip()


def test_the_same_seed_gives_the_same_records(home):
    for name in ("one", "other"):
        home.do("simulate", "--seed", "3", "--tenants", "1", "--from", "2026-01-01T00:00:00Z",
                "--to", "2026-01-02T00:00:00Z", "--out", home.folder / name)
    one, other = ({path.relative_to(home.folder / name).as_posix(): path.read_bytes()
                   for path in (home.folder / name).rglob("*") if path.is_file()}
                  for name in ("one", "other"))
    assert one == other and len(one) > 10
