"""`edgvoip reattribute`: the past as the directory would have it now, beside a running server."""

import json
import time

from processes import FREESWITCH, PATIENCE_SECONDS, Home

LIST = "/api/cdr?from=2020-01-01&to=2030-01-01&page_size=500"


def moved(directory: str) -> tuple[str, str, dict[str, str]]:
    """Every store of the first tenant gets another id."""
    parsed = json.loads(directory)
    tenant = parsed["tenants"][0]
    ids = {store["store_id"]: "beef" + store["store_id"][4:] for store in tenant["stores"]}
    for old, new in ids.items():
        directory = directory.replace(old, new)
    return directory, tenant["sip_domain"], ids


def recorded_home(tmp_path):
    home = Home(tmp_path, (FREESWITCH / "directory.json").read_text())
    home.import_records(FREESWITCH / "json_cdr" / "p1")
    return home


def stores(server, token):
    answer = server.ask(LIST, token)
    assert answer.status == 200, answer.body
    return {item["call_id"]: item["store_id"] for item in answer.json["items"]}


def test_a_running_server_shows_the_calls_where_they_belong_now(tmp_path):
    home = recorded_home(tmp_path)
    directory, domain, ids = moved(home.directory.read_text())
    token = home.token(domain)
    with home.serving() as server:
        before = stores(server, token)
        assert set(before.values()) & set(ids), "some calls are of a store"
        home.write_directory(directory)
        assert home.do("reattribute", "--sip-domain", domain).startswith(f"seen {len(before)} ")
        expected = {call: ids.get(store, store) for call, store in before.items()}
        deadline = time.monotonic() + PATIENCE_SECONDS
        while stores(server, token) != expected:
            assert time.monotonic() < deadline, "the server does not follow"
            time.sleep(0.05)
    assert "changed 0 " in home.do("reattribute")


def test_only_the_interval_is_looked_at(tmp_path):
    home = recorded_home(tmp_path)
    assert home.do("reattribute", "--to", "2001-01-01") == "seen 0  changed 0  kept 0\n"


def test_what_is_wrong_is_named(tmp_path):
    home = recorded_home(tmp_path)
    done = home.run("reattribute", "--sip-domain", "nobody.example")
    assert done.returncode == 1 and "nobody.example" in done.stderr
    done = home.run("reattribute", "--from", "yesterday")
    assert done.returncode == 1 and "--from" in done.stderr
    done = home.run("reattribute", "--from", "2026-02-01", "--to", "2026-01-01")
    assert done.returncode == 1 and "--from" in done.stderr
