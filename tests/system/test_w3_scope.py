"""What each role sees of edgvoip's calls, whatever is asked for."""

import time

import pytest

from processes import PATIENCE_SECONDS


def calls_by(chain, key):
    """The ids of the first tenant's calls, by store or extension, as its admin sees them."""
    admin = chain.admin
    found: dict[str, set[str]] = {}
    page = admin.get("/api/cdr?page_size=500").json
    for call in page["items"]:
        found.setdefault(call[key], set()).add(call["call_id"])
    return found


@pytest.fixture(scope="module", name="seen")
def seen_fixture(chain):
    chain.admin = chain.logged_in("admin@scope.test")
    return chain


def test_an_admin_sees_the_whole_tenant_and_no_other(seen):
    stores = {store["store_id"] for store in seen.tenants[0]["stores"]}
    assert set(calls_by(seen, "store_id")) - {None} <= stores
    assert len(calls_by(seen, "store_id")) > 1
    other = seen.logged_in("admin@other.test", tenant=1)
    assert not set(other.call_ids()) & set(seen.admin.call_ids())
    assert other.call_ids()
    theirs = other.call_ids()[0]
    assert seen.admin.get(f"/api/cdr/{theirs}").status == 404
    crossing = seen.admin.get(f"/api/cdr?sip_domain={seen.tenants[1]['sip_domain']}")
    assert crossing.status == 403


def test_a_store_manager_sees_the_own_store_however_it_is_asked(seen):
    own, other = (store["store_id"] for store in seen.tenants[0]["stores"][:2])
    all_calls = calls_by(seen, "store_id")
    manager = seen.logged_in("manager@scope.test", "--role", "store_manager", "--store", own)
    assert set(manager.call_ids()) == all_calls[own]
    assert manager.call_ids(f"&store_id={other}") == []
    some = next(iter(all_calls[other]))
    assert manager.get(f"/api/cdr/{some}").status == 404
    # The server's own claims count, not what a client sends along.
    forged = seen.edgvoip.token(seen.domain)
    assert set(call["call_id"] for call in manager.get(
        "/api/cdr?page_size=500", Authorization=f"Bearer {forged}").json["items"]) == all_calls[own]


def test_a_supervisor_sees_the_chosen_stores(seen):
    stores = [store["store_id"] for store in seen.tenants[0]["stores"]]
    all_calls = calls_by(seen, "store_id")
    supervisor = seen.logged_in("supervisor@scope.test", "--role", "supervisor",
                                *(word for store in stores for word in ("--store", store)))
    assert set(supervisor.call_ids()) == set().union(
        *(all_calls.get(store, set()) for store in stores))
    none = seen.logged_in("nostore@scope.test", "--role", "supervisor")
    assert none.call_ids() == []


def test_an_agent_sees_the_own_extension_and_without_one_nothing(seen):
    by_ext = calls_by(seen, "ext_number")
    ext = next(number for number in by_ext if number)
    agent = seen.logged_in("agent@scope.test", "--role", "agent", "--ext", ext)
    assert set(agent.call_ids()) == by_ext[ext]
    others = next(number for number in by_ext if number and number != ext)
    assert agent.call_ids(f"&ext={others}") == []
    assert seen.logged_in("none@scope.test", "--role", "agent").call_ids() == []
    assert agent.get("/w3/session").json["may"] == {
        "export": False, "administer": False, "see_stores": False, "callbacks": False,
        "assign": False}


def test_a_tenant_that_edgvoip_does_not_know_gets_nothing(w3):
    stranger = {"tenant_id": "6f1d0a4e-0000-4000-8000-0000000000ff", "name": "X",
                "sip_domain": "stranger.test"}
    w3.tenants.append(stranger)
    w3.write_config()
    with w3.edgvoip.serving(), w3.serving():
        browser = w3.logged_in("anna@stranger.test", tenant=2)
        refused = browser.get("/api/cdr")
        assert refused.status == 403
        assert "items" not in refused.json


def test_reads_come_back_as_edgvoip_gave_them(seen):
    admin = seen.admin
    answer = admin.get("/api/directory/stores")
    assert answer.headers["ETag"]
    assert answer.headers["Content-Type"] == "application/json"
    again = admin.get("/api/directory/stores", If_None_Match=answer.headers["ETag"])
    assert again.status == 304 and again.body == b""
    assert 'rel="next"' in admin.get("/api/cdr?page_size=1").headers["Link"]
    wrong = admin.get("/api/cdr?page_size=0&nothing=1")
    assert wrong.status == 400
    assert {error["parameter"] for error in wrong.json["errors"]} == {"page_size", "nothing"}
    assert wrong.headers["Content-Type"] == "application/problem+json"
    assert admin.post("/api/cdr").status == 405


def test_edgvoip_learns_who_asks_and_from_where(seen):
    browser = seen.browser("203.0.113.77")
    browser.cookie = seen.admin.cookie
    assert browser.get("/api/directory/stores").status == 200
    person = seen.admin.get("/w3/session").json["person"]["person_id"]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        lines = seen.edgvoip.do("audit", "--subject", person).splitlines()
        if any('"203.0.113.77"' in line for line in lines):
            return
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_while_edgvoip_is_away_reads_are_503_and_then_work_again(w3):
    with w3.serving():
        browser = w3.logged_in("anna@away.test")
        away = browser.get("/api/cdr")
        assert away.status == 503
        assert away.json["type"] == "/problems/edgvoip-unavailable"
        assert int(away.headers["Retry-After"]) >= 1
        assert browser.get("/w3/session").status == 200
        for _ in range(2):
            with w3.edgvoip.serving():
                assert browser.get("/api/cdr").status == 200
            assert browser.get("/api/cdr").status == 503


def test_an_edgvoip_that_does_not_trust_w3_is_no_reason_to_log_in_again(w3):
    w3.edgvoip.write_config()
    with w3.edgvoip.serving(), w3.serving():
        browser = w3.logged_in("anna@trust.test")
        refused = browser.get("/api/cdr")
        assert refused.status == 503
        assert refused.json["type"] == "/problems/edgvoip-refuses"
