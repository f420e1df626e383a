"""Exports: every row of the filter in every format, for those who may, and nothing left behind."""

import datetime
import os
import pathlib
import time
import uuid
import zoneinfo

import pytest

from processes import PATIENCE_SECONDS
from spreadsheets import read_csv, read_workbook
from w3_home import W3Home

# A debug build needs half an hour for a million: see docs/w3-operating.md.
MILLION = os.environ.get("EDGVOIP_EXPORT_MILLION") == "1"
ROME = zoneinfo.ZoneInfo("Europe/Rome")
COLUMNS = ["start", "answered", "end", "direction", "disposition", "missed_reason", "store",
           "agent", "extension", "caller", "caller_name", "called", "did", "duration_sec",
           "billsec", "ring_sec", "hangup_cause", "hangup_text", "recorded", "mos", "jitter_ms",
           "loss_pct", "call_id"]
MEBIBYTE = 1024 * 1024


def order(browser, fmt="csv", query="", columns=("start", "call_id"), language="it"):
    return browser.post("/w3/exports", {"format": fmt, "query": query, "columns": list(columns),
                                        "language": language})


def order_patiently(browser, *arguments):
    """An order that is taken as soon as edgvoip's quota has a question left.

    It asks more often than Retry-After says: exports that run wait so long, too, and who wakes
    with them may lose to them again and again until one has ended.
    """
    while True:
        begun = order(browser, *arguments)
        if begun.status != 429:
            assert begun.status == 202, begun.body
            return begun.json["export_id"]
        assert begun.json["type"].endswith("#quota-exceeded"), begun.body
        assert int(begun.headers["Retry-After"]) >= 1
        time.sleep(0.02)


def show(browser, export_id):
    answer = browser.get(f"/w3/exports/{export_id}")
    assert answer.status == 200, answer.body
    return answer.json


def wait_until(browser, export_id, condition, seconds=PATIENCE_SECONDS):
    deadline = time.monotonic() + seconds
    while True:
        seen = show(browser, export_id)
        if condition(seen):
            return seen
        assert time.monotonic() < deadline, seen
        time.sleep(0.05)


def made(browser, *arguments, seconds=PATIENCE_SECONDS, **more):
    """Orders, waits, and fetches: the export and its file."""
    begun = order(browser, *arguments, **more)
    assert begun.status == 202, begun.body
    done = wait_until(browser, begun.json["export_id"], lambda seen: seen["state"] != "running",
                      seconds)
    assert done["state"] == "done", done
    fetched = browser.get(f"/w3/exports/{done['export_id']}/file")
    assert fetched.status == 200
    assert len(fetched.body) == done["bytes"] == int(fetched.headers["Content-Length"])
    return done, fetched


def await_files(home, count):
    """Until the folder of exports has so many."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(os.listdir(home.folder / "w3-exports")) != count:
        assert time.monotonic() < deadline, os.listdir(home.folder / "w3-exports")
        time.sleep(0.05)


def calls_of(browser, query=""):
    """All calls of a filter, as pages of the API have them."""
    calls, page = [], 1
    while True:
        answer = browser.get(f"/api/cdr?{query}{'&' if query else ''}page_size=500&page={page}")
        assert answer.status == 200, answer.body
        calls += answer.json["items"]
        if len(calls) >= answer.json["total"]:
            return calls
        page += 1


def local(instant):
    return datetime.datetime.fromisoformat(instant).astimezone(ROME).replace(microsecond=0)


@pytest.fixture(scope="module", name="shops")
def shops_fixture(tmp_path_factory):
    """Enough calls for several pages; of each tenant an admin."""
    home = W3Home(tmp_path_factory.mktemp("shops"), days=12, calls=60)
    with home.edgvoip.serving(), home.serving():
        home.admin = home.logged_in("admin@exports.test")
        home.calls = calls_of(home.admin)
        assert len(home.calls) > 1000
        home.names = {
            "stores": {each["store_id"]: each["name"] for each in home.admin.get(
                "/api/directory/stores?page_size=500").json["items"]},
            "agents": {each["ext"]: each["display_name"] for each in home.admin.get(
                "/api/directory/extensions?page_size=500").json["items"]}}
        yield home


@pytest.fixture(name="limited")
def limited_fixture(tmp_path):
    """A list of many pages and a quota that gives one every other second; W3 is not running."""
    home = W3Home(tmp_path, tenants=1, days=28, calls=120)
    home.trust(ratelimit_tenant_per_second=1, ratelimit_tenant_burst=4)
    with home.edgvoip.serving() as home.server:
        yield home


@pytest.fixture(name="slow")
def slow_fixture(limited):
    with limited.serving():
        limited.admin = limited.logged_in("admin@slow.test")
        yield limited


def agent_of(shops, ext):
    name = shops.names["agents"].get(ext)
    return f"{name} · {ext}" if name else ext or ""


def expected_csv(shops, call):
    """A call's fields as the standard CSV has them."""
    qos = call["qos"] or {}

    def decimals(name, digits):
        return "" if qos.get(name) is None else f"{qos[name]:.{digits}f}"

    def stamp(name):
        return local(call[name]).isoformat() if call[name] else ""

    return [stamp("start_ts"), stamp("answer_ts"), stamp("end_ts"), call["direction"],
            call["disposition"], call["missed_reason"] or "",
            shops.names["stores"].get(call["store_id"], ""), agent_of(shops, call["ext_number"]),
            call["ext_number"] or "", call["from_uri"] or "", call["from_name"] or "",
            call["to_uri"] or "", call["did_e164"] or "", str(call["duration_sec"]),
            str(call["billsec"]), str(call["ring_sec"]), call["hangup_cause"] or "",
            None, "true" if call["recording_url"] else "false", decimals("mos", 2),
            decimals("jitter_ms", 1), decimals("loss_pct", 2), call["call_id"]]


def test_the_standard_csv_has_every_row_of_the_filter_in_its_order_as_the_api_has_it(shops):
    for query in ("", "direction=in&sort=billsec", "disposition=ANSWERED&min_billsec=60"):
        calls = calls_of(shops.admin, query)
        done, fetched = made(shops.admin, "csv", query, COLUMNS)
        assert done["rows"] == done["rows_total"] == done["rows_done"] == len(calls) > 0
        records = read_csv(fetched.body, ",")
        assert records[0] == ["start_ts", "answer_ts", "end_ts", "direction", "disposition",
                              "missed_reason", "store", "agent", "ext_number", "from_uri",
                              "from_name", "to_uri", "did_e164", "duration_sec", "billsec",
                              "ring_sec", "hangup_cause", "hangup_text", "recorded", "mos",
                              "jitter_ms", "loss_pct", "call_id"]
        explained = COLUMNS.index("hangup_text")
        for record, call in zip(records[1:], calls, strict=True):
            expected = expected_csv(shops, call)
            expected[explained] = record[explained]
            assert record == expected
        assert {record[explained] != "" for record in records[1:]} == {True}


def test_the_csv_for_excel_is_as_italians_write(shops):
    _, fetched = made(shops.admin, "csv-it", "sort=start_ts", COLUMNS)
    assert fetched.body.startswith(b"\xef\xbb\xbf\"Data e ora\";\"Risposta alle\"")
    assert fetched.headers["Content-Type"].startswith("text/csv; charset=utf-8")
    calls = calls_of(shops.admin, "sort=start_ts")
    records = read_csv(fetched.body, ";")[1:]
    direction = {"in": "In entrata", "out": "In uscita", "internal": "Interna"}
    outcome = {"ANSWERED": "Risposta", "NO_ANSWER": "Senza risposta", "BUSY": "Occupato",
               "FAILED": "Non riuscita"}
    for record, call in zip(records, calls, strict=True):
        row = dict(zip(COLUMNS, record, strict=True))
        assert row["start"] == local(call["start_ts"]).strftime("%d/%m/%Y %H:%M:%S")
        assert row["direction"] == direction[call["direction"]]
        assert row["disposition"] == outcome[call["disposition"]]
        assert row["caller"] == (call["from_uri"] or "")
        assert row["recorded"] == ("sì" if call["recording_url"] else "no")
        mos = (call["qos"] or {}).get("mos")
        assert row["mos"] == ("" if mos is None else f"{mos:.2f}".replace(".", ","))
    assert any(record[COLUMNS.index("caller")].startswith("+39") for record in records)


def test_the_workbook_has_numbers_texts_and_times(shops):
    query = "direction=in"
    calls = calls_of(shops.admin, query)
    done, fetched = made(shops.admin, "xlsx", query, COLUMNS, language="en")
    assert done["name"].startswith("calls-") and done["name"].endswith(".xlsx")
    assert fetched.headers["Content-Disposition"] == f'attachment; filename="{done["name"]}"'
    assert fetched.headers["Cache-Control"] == "no-store"
    sheet, = read_workbook(fetched.body, len(COLUMNS))
    assert sheet[0][:3] == ["Date and time", "Answered at", "End"]
    epoch = datetime.datetime(1899, 12, 30)
    for record, call in zip(sheet[1:], calls, strict=True):
        row = dict(zip(COLUMNS, record, strict=True))
        begun = epoch + datetime.timedelta(seconds=round(row["start"] * 86_400))
        assert begun == local(call["start_ts"]).replace(tzinfo=None)
        assert row["caller"] == call["from_uri"]
        assert row["call_id"] == call["call_id"]
        assert row["billsec"] == call["billsec"]
        assert row["mos"] == (call["qos"] or {}).get("mos")
        assert row["answered"] is None or call["answer_ts"]
    assert any(str(row[COLUMNS.index("caller")]).startswith("+39") for row in sheet[1:])


def test_an_order_that_cannot_be_is_refused_by_name(shops):
    good = {"format": "csv", "query": "direction=in", "columns": ["start"], "language": "it"}
    for wrong, status, member, told in (
            ({"format": "pdf"}, 422, "format", "xlsx"),
            ({"columns": ["queue"]}, 422, "columns", ""),
            ({"columns": []}, 400, "columns", ""), ({"language": "fr"}, 422, "language", ""),
            ({"query": "cursor=x"}, 422, "query", "cursor"), ({"more": 1}, 400, "more", ""),
            ({"query": "direction=up"}, 422, "query", "direction"),
            ({"query": "nothing=1"}, 422, "query", "nothing")):
        answer = shops.admin.post("/w3/exports", good | wrong)
        assert answer.status == status, (wrong, answer.body)
        assert {error["parameter"] for error in answer.json["errors"]} == {member}
        assert told in answer.json["errors"][0]["reason"]
    without = shops.browser()
    without.cookie = shops.admin.cookie
    assert without.post("/w3/exports", good).status == 403, "without a CSRF token"


def test_everybody_exports_what_they_see_and_fetches_their_own(shops):
    own, other = (store["store_id"] for store in shops.tenants[0]["stores"][:2])
    manager = shops.logged_in("manager@exports.test", "--role", "store_manager", "--store", own)
    done, fetched = made(manager, "csv", "", ["call_id"])
    theirs = {call["call_id"] for call in shops.calls if call["store_id"] == own}
    assert {record[0] for record in read_csv(fetched.body, ",")[1:]} == theirs
    assert made(manager, "csv", f"store_id={other}", ["call_id"])[0]["rows"] == 0
    foreign = shops.logged_in("admin@exports2.test", tenant=1)
    for stranger in (shops.admin, foreign):
        for target in (done["export_id"], str(uuid.uuid4()), "no-id"):
            assert stranger.get(f"/w3/exports/{target}").status == 404
            assert stranger.get(f"/w3/exports/{target}/file").status == 404
            assert stranger.post(f"/w3/exports/{target}/cancel").status == 404
    assert done["export_id"] not in {
        each["export_id"] for each in shops.admin.get("/w3/exports").json["items"]}
    mine = manager.get("/w3/exports").json["items"]
    assert [each["rows"] for each in mine] == [0, len(theirs)]
    # With other stores, what was fetched before is not theirs any more.
    person = next(each for each in shops.admin.get("/w3/people").json["items"]
                  if each["email"] == "manager@exports.test")
    shops.admin.post(f"/w3/people/{person['person_id']}", {"store_ids": [other]})
    manager.csrf = None
    again = manager.log_in("manager@exports.test", "quattro parole da ricordare",
                           sip_domain=shops.domain)
    assert again.status == 200
    assert manager.get("/w3/exports").json == {"items": []}
    assert manager.get(f"/w3/exports/{done['export_id']}/file").status == 404


def test_an_agent_may_not_and_the_audit_says_who_tried(shops):
    agent = shops.logged_in("agent@exports.test", "--role", "agent", "--ext", "1001")
    refused = order(agent)
    assert refused.status == 403 and refused.json["type"] == "/problems/not-permitted"
    assert agent.get("/w3/exports").status == 403
    rows = shops.audit(shops.admin, what="export_refused")
    assert [row["person_name"] for row in rows] == ["agent", "agent"]


def test_the_audit_has_what_was_exported_with_masked_numbers(shops):
    number = next(call["from_uri"] for call in shops.calls
                  if call["direction"] == "in" and call["from_uri"])
    done, _ = made(shops.admin, "csv", f"number=%2B{number[1:]}&direction=in")
    assert done["rows"] >= 1
    kept = [(row["what"], row["about"], row["detail"])
            for row in shops.audit(shops.admin, page_size=3)]
    rows = done["rows"]
    assert kept == [
        ("export_downloaded", done["name"], f"{rows} rows"),
        ("export_done", done["name"], f"{rows} rows"),
        ("export_started", done["name"],
         f"csv, {rows} rows, number={number[:-3]}*** direction=in")]


def test_no_number_is_in_a_log(shops):
    numbers = {call[name] for call in shops.calls for name in ("from_uri", "to_uri")
               if (call[name] or "").startswith("+")}
    number = sorted(numbers)[0]
    for fmt in ("csv", "xlsx"):
        made(shops.admin, fmt, f"q=%2B{number[1:]}", COLUMNS)
    order(shops.admin, "csv", f"number=%2B{number[1:]}&nothing=1")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while shops.log().count('"event":"export_ended"') < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    written = shops.log() + (shops.folder / "serve.log").read_text(encoding="utf-8")
    for each in numbers:
        assert each[1:] not in written


def test_a_file_that_is_not_done_is_not_given_and_cancelling_ends_it_at_once(slow):
    begun = order(slow.admin, "csv", "", COLUMNS).json
    target = f"/w3/exports/{begun['export_id']}"
    running = wait_until(slow.admin, begun["export_id"], lambda seen: seen["rows_done"] > 0)
    assert running["state"] == "running" and running["rows_done"] < running["rows_total"]
    early = slow.admin.get(f"{target}/file")
    assert early.status == 409 and early.json["type"] == "/problems/export-not-done"
    cancelled = slow.admin.post(f"{target}/cancel")
    assert cancelled.json["state"] == "cancelled"
    assert show(slow.admin, begun["export_id"])["state"] == "cancelled"
    await_files(slow, 0)
    assert slow.admin.get(f"{target}/file").status == 409
    assert slow.audit(slow.admin, page_size=1)[0]["what"] == "export_cancelled"


def test_a_person_has_two_at_a_time_and_the_server_four(slow):
    others = [slow.logged_in(f"admin{i}@slow.test") for i in range(2)]
    begun = [order_patiently(browser) for browser in (slow.admin, others[0]) for _ in range(2)]
    third = order(slow.admin)
    assert third.status == 429 and third.json["type"] == "/problems/too-many-exports"
    assert int(third.headers["Retry-After"]) >= 1
    fifth = order(others[1])
    assert fifth.status == 503 and fifth.json["type"] == "/problems/exports-busy"
    assert int(fifth.headers["Retry-After"]) >= 1
    assert slow.admin.post(f"/w3/exports/{begun[0]}/cancel").status == 200
    order_patiently(slow.admin)


def test_while_edgvoip_is_away_an_export_waits_and_then_goes_on(slow):
    begun = order(slow.admin, "csv", "", ["call_id"]).json
    wait_until(slow.admin, begun["export_id"], lambda seen: seen["rows_done"] > 0)
    assert slow.server.stop() == 0
    assert show(slow.admin, begun["export_id"])["state"] == "running"
    slow.trust()
    with slow.edgvoip.serving():
        done = wait_until(slow.admin, begun["export_id"], lambda seen: seen["state"] != "running")
        assert done["state"] == "done", done
        fetched = slow.admin.get(f"/w3/exports/{begun['export_id']}/file")
        assert [record[0] for record in read_csv(fetched.body, ",")[1:]] == [
            call["call_id"] for call in calls_of(slow.admin)]


def test_whose_rights_change_on_the_way_gets_no_file(slow):
    store = slow.tenants[0]["stores"][0]["store_id"]
    manager = slow.logged_in("m@slow.test", "--role", "store_manager", "--store", store)
    begun = order(manager).json
    person = next(each for each in slow.admin.get("/w3/people").json["items"]
                  if each["email"] == "m@slow.test")
    assert slow.admin.post(f"/w3/people/{person['person_id']}", {"active": False}).status == 200
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not slow.audit(slow.admin, what="export_failed"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    row, = slow.audit(slow.admin, what="export_failed")
    assert row["about"] == begun["name"] and row["detail"].endswith("not_permitted")
    await_files(slow, 0)


def test_what_a_killed_server_leaves_goes_at_the_next_start(limited):
    process = limited.launch()
    try:
        limited.await_ready(process)
        admin = limited.logged_in("admin@kill.test")
        begun = [order_patiently(admin, fmt) for fmt in ("csv", "xlsx")]
        await_files(limited, 1)  # a workbook has no name before it is done
    finally:
        process.kill()
        process.wait()
    assert os.listdir(limited.folder / "w3-exports")
    with limited.serving():
        await_files(limited, 0)
        assert admin.get("/w3/exports").json == {"items": []}
        assert admin.get(f"/w3/exports/{begun[0]}").status == 404


def test_a_server_that_stops_ends_what_it_makes_and_says_so(limited):
    with limited.serving():
        admin = limited.logged_in("admin@stop.test")
        for fmt in ("csv", "xlsx"):
            order_patiently(admin, fmt)
        await_files(limited, 1)
    await_files(limited, 0)
    with limited.serving():
        rows = limited.audit(admin, what="export_failed")
        assert [row["detail"].split(", ")[1] for row in rows] == ["stopped", "stopped"]


def resident_bytes(process, field):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(status.split(f"{field}:")[1].split()[0]) * 1024


def test_memory_does_not_grow_with_the_rows(tmp_path):
    """The peak of making and sending each format, on top of what serving needs anyway."""
    days, calls = (365, 1_100) if MILLION else (40, 440)
    home = W3Home(tmp_path, tenants=1, days=days, calls=calls)
    with home.edgvoip.serving(), home.serving() as process:
        admin = home.logged_in("admin@memory.test")
        total = admin.get("/api/cdr?page_size=1&from=2000-01-01").json["total"]
        assert total > (1_000_000 if MILLION else 50_000)
        made(admin, "xlsx", "direction=in&min_billsec=3600", COLUMNS)
        before = resident_bytes(process, "VmRSS")
        # The peak begins anew: a login's password took 64 MiB.
        pathlib.Path(f"/proc/{process.pid}/clear_refs").write_text("5", encoding="ascii")
        for fmt in ("csv", "csv-it", "xlsx"):
            done, fetched = made(admin, fmt, "from=2000-01-01", COLUMNS,
                                 seconds=60 * PATIENCE_SECONDS)
            assert done["rows"] == total
            del fetched
        growth = resident_bytes(process, "VmHWM") - before
        print(f"{total} rows: the peak is {growth / MEBIBYTE:.1f} MiB above the rest")
        assert growth < 64 * MEBIBYTE
