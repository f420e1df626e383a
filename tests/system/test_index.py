"""The call index of a running server: ready when it is loaded, and like the store ever after."""

import json
import time

from processes import FREESWITCH, PATIENCE_SECONDS, Home
from test_metrics import metrics

LIST = "/api/cdr?from=2020-01-01&to=2030-01-01"


def listed(server, token, query=""):
    answer = server.ask(LIST + query, token)
    assert answer.status == 200, answer.body
    return answer.json


def ids(page):
    return [item["call_id"] for item in page["items"]]


def recorded_home(tmp_path):
    home = Home(tmp_path, (FREESWITCH / "directory.json").read_text())
    home.import_records(FREESWITCH / "json_cdr" / "p1")
    return home


def test_the_index_holds_what_the_store_holds(tmp_path):
    home = recorded_home(tmp_path)
    with home.serving() as server:
        now = metrics(server)
    tenants = len(json.loads(home.directory.read_text())["tenants"])
    assert now['edgvoip_index_tenants{state="ready"}'] == tenants
    assert now['edgvoip_index_tenants{state="loading"}'] == 0
    assert now["edgvoip_index_calls{}"] > 10
    for part in ("columns", "id_map", "number_map", "due_misses", "sums", "chunk_list",
                 "dictionaries", "interning"):
        assert now['edgvoip_index_bytes{part="%s"}' % part] > 0


def test_what_another_process_imports_is_followed(tmp_path):
    home = recorded_home(tmp_path)
    domain = json.loads(home.directory.read_text())["tenants"][0]["sip_domain"]
    token = home.token(domain)
    with home.serving() as server:
        before = listed(server, token)
        etag = server.ask(LIST, token).headers["ETag"]
        assert server.ask(LIST, token, **{"If-None-Match": etag}).status == 304
        assert home.import_records(FREESWITCH / "json_cdr" / "p2")["stored"] > 0
        deadline = time.monotonic() + PATIENCE_SECONDS
        while listed(server, token)["total"] == before["total"]:
            assert time.monotonic() < deadline, "the import is not followed"
            time.sleep(0.05)
        assert server.ask(LIST, token, **{"If-None-Match": etag}).status == 200
        calls = metrics(server)["edgvoip_index_calls{}"]
        after = listed(server, token, "&page_size=500")
    with home.serving() as server:
        assert listed(server, token, "&page_size=500") == after, "as it is loaded anew"
        assert metrics(server)["edgvoip_index_calls{}"] == calls


def test_a_walk_goes_on_after_a_restart(tmp_path):
    home = recorded_home(tmp_path)
    domain = json.loads(home.directory.read_text())["tenants"][0]["sip_domain"]
    token = home.token(domain)
    with home.serving() as server:
        whole = ids(listed(server, token, "&page_size=500&sort=billsec"))
        page = listed(server, token, "&page_size=3&sort=billsec")
        walked = ids(page)
        etag = server.ask(LIST, token).headers["ETag"]
    assert len(whole) > 6
    while page["next_cursor"]:
        with home.serving() as server:
            answer = server.ask("/api/cdr?cursor=" + page["next_cursor"], token)
            assert answer.status == 200, answer.body
            assert server.ask(LIST, token, **{"If-None-Match": etag}).status == 304
        page = answer.json
        walked += ids(page)
        if len(walked) > 12:
            break
    assert walked == whole[:len(walked)] and len(walked) > 6
