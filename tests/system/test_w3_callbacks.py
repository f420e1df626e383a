"""The work list of missed calls: it fills and cleans itself, and people share it."""

import concurrent.futures
import datetime
import threading
import time

import pytest

from call_patterns import Patterns, ago, now, parse
from processes import PATIENCE_SECONDS
from w3_home import W3Home

SIMULATION = ("--seed", 7, "--tenants", 2, "--stores", 2)
CONTACT = range(20, 10_000)
NO_CONTACT = range(1, 20)


class Numbers:
    """Each test has callers of its own."""

    def __init__(self) -> None:
        self.made = 0

    def new(self) -> str:
        self.made += 1
        return f"333{self.made:07}"


@pytest.fixture(scope="module", name="desk")
def desk_fixture(tmp_path_factory):
    """Both servers, patterns for calls, and an admin."""
    home = W3Home(tmp_path_factory.mktemp("callbacks"), days=1, calls=10)
    home.patterns = Patterns(tmp_path_factory.mktemp("patterns"), *SIMULATION, "--days", 6,
                             "--calls", 40)
    home.numbers = Numbers()
    with home.edgvoip.serving() as server, home.serving():
        home.server = server
        home.admin = home.logged_in("admin@callbacks.test")
        until(lambda: home.admin.get("/w3/callbacks/counts").json["synced"])
        yield home


def until(condition, seconds=PATIENCE_SECONDS):
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def call(desk, scenario, when, number, tenant=0, **wanted):
    """Posts a call of that kind with the number, and gives its id."""
    pattern = desk.patterns.find(desk.tenants[tenant]["sip_domain"], scenario, **wanted)
    made = desk.patterns.at(when, pattern, "0039" + number)
    made.post(desk.server)
    return made.call_id


def tasks_of(browser, number, tab="all"):
    answer = browser.get(f"/w3/callbacks?tab={tab}&q={number}")
    assert answer.status == 200, answer.body
    return answer.json["items"]


def await_task(browser, number, condition=lambda task: True):
    """The only task of a number, as soon as it is as it shall be."""
    def look():
        found = tasks_of(browser, number)
        return found[0] if len(found) == 1 and condition(found[0]) else None
    return until(look)


def detail(browser, task):
    answer = browser.get(f"/w3/callbacks/{task['task_id']}")
    assert answer.status == 200, answer.body
    return answer.json


def move(browser, task, what, **more):
    return browser.post(f"/w3/callbacks/{task['task_id']}/{what}",
                        {"version": task["version"]} | more)


def missed(desk, number, when=None, **more):
    call(desk, "no_answer", when or ago(minutes=30), number, **more)
    return await_task(desk.admin, number)


def test_three_ways_to_write_a_number_are_one_caller_with_the_first_due(desk):
    number = desk.numbers.new()
    pattern = desk.patterns.find(desk.domain, "no_answer")
    starts = [ago(minutes=50), ago(minutes=40), ago(minutes=20)]
    made = [desk.patterns.at(start, pattern, written) for start, written in
            zip(starts, ("0039" + number, "39" + number, number))]
    made[1].post(desk.server)
    due = await_task(desk.admin, number)["due"]
    made[2].post(desk.server)
    assert await_task(desk.admin, number, lambda task: task["misses"] == 2)["due"] == due
    # The first of all comes late.
    made[0].post(desk.server)
    task = await_task(desk.admin, number, lambda task: task["misses"] == 3)
    assert abs(parse(task["first_missed"]) - starts[0]) < datetime.timedelta(seconds=1)
    assert parse(task["due"]) <= parse(due)
    assert task["number"] == "+39" + number and task["state"] == "open"
    calls = detail(desk.admin, task)["calls"]
    assert [each["call_id"] for each in calls] == [each.call_id for each in made]


def test_what_somebody_answered_is_no_task(desk):
    number = desk.numbers.new()
    call(desk, "ring_group_answered", ago(minutes=9), number)
    other = desk.numbers.new()
    missed(desk, other)
    assert not tasks_of(desk.admin, number)


def test_calls_that_are_not_called_back_are_listed_so_that_totals_add_up(desk):
    number = desk.numbers.new()
    brief = call(desk, "caller_gives_up_soon", ago(minutes=7), number,
                 missed_reason="short_abandoned")
    missed(desk, desk.numbers.new())
    begin = ago(hours=20).strftime("%Y-%m-%dT%H:%M:%SZ")
    end = now().strftime("%Y-%m-%dT%H:%M:%SZ")
    question = f"from={begin}&to={end}"
    listed = until(lambda: [each for each in desk.admin.get(
        f"/w3/callbacks/refused?{question}&reason=brief&limit=200").json["items"]
        if each["call_id"] == brief])
    assert listed[0]["reason"] == "brief"
    totals = desk.admin.get(f"/w3/callbacks/refused?{question}").json["totals"]
    missed_calls = desk.admin.get(f"/api/analytics/summary?{question}").json["missed_calls"]
    assert totals["missed"] == missed_calls == sum(
        count for reason, count in totals.items() if reason != "missed")
    assert totals["brief"] >= 1 and totals["in_tasks"] >= 1
    of_call = desk.admin.get(f"/w3/callbacks/of-call/{brief}").json
    assert of_call == {"task": None, "refusal": "brief", "may_create": True}


def test_a_contact_closes_a_short_call_is_an_attempt_and_late_records_count_by_their_time(desk):
    number = desk.numbers.new()
    first = missed(desk, number, ago(minutes=50))
    attempt = ago(minutes=40)
    call(desk, "outbound_answered", attempt, number, billsec=NO_CONTACT)
    tried = await_task(desk.admin, number, lambda task: task["attempts"] == 1)
    assert tried["state"] == "open" and tried["first_attempt"] is not None
    contact = ago(minutes=30)
    by = call(desk, "outbound_answered", contact, number, billsec=CONTACT)
    closed = await_task(desk.admin, number, lambda task: task["state"] == "closed")
    assert closed["task_id"] == first["task_id"]
    assert (closed["outcome"], closed["closing_call_id"]) == ("recontacted", by)
    assert abs(parse(closed["closed"]) - contact) < datetime.timedelta(seconds=1)
    assert closed["closed_by"] is None and closed["can_undo"]
    log = [entry["what"] for entry in detail(desk.admin, closed)["log"]]
    assert log == ["made", "attempt", "closed_by_call"]
    # The customer had been answered before all that, and nobody knew yet.
    before = call(desk, "direct_answered", ago(minutes=45), number, billsec=CONTACT)
    earlier = await_task(desk.admin, number, lambda task: task["closing_call_id"] == before)
    assert earlier["outcome"] == "customer_called"


def test_a_customer_who_is_answered_waits_no_more_in_any_store(desk):
    number = desk.numbers.new()
    stores = [store["store_id"] for store in desk.tenants[0]["stores"]]
    for store in stores:
        call(desk, "no_answer", ago(minutes=25), number, store_id=store)
    until(lambda: len(tasks_of(desk.admin, number, "to_call")) == len(stores))
    call(desk, "direct_answered", ago(minutes=5), number, billsec=CONTACT)
    until(lambda: [task["outcome"] for task in tasks_of(desk.admin, number)] ==
          ["customer_called"] * len(stores))
    assert not tasks_of(desk.admin, number, "to_call")


def test_what_a_person_closed_stays_closed_and_a_new_miss_is_a_new_task(desk):
    number = desk.numbers.new()
    task = missed(desk, number, ago(minutes=20))
    closed = move(desk.admin, task, "close", outcome="wrong_number", note="un altro")
    assert closed.status == 200 and closed.json["closed_by"]["name"] == "admin"
    call(desk, "outbound_answered", ago(minutes=15), number, billsec=CONTACT)
    call(desk, "no_answer", ago(minutes=10), number)
    until(lambda: tasks_of(desk.admin, number)[0]["misses"] == 2)
    only, = tasks_of(desk.admin, number)
    assert (only["state"], only["outcome"]) == ("closed", "wrong_number")
    call(desk, "no_answer", now(), number)
    until(lambda: len(tasks_of(desk.admin, number)) == 2)
    assert len(tasks_of(desk.admin, number, "to_call")) == 1
    again = move(desk.admin, tasks_of(desk.admin, number, "closed")[0], "reopen")
    assert (again.status, again.json["type"]) == (409, "/problems/callback-exists")


def test_an_automatic_closing_is_taken_back_and_a_closed_one_opened_again(desk):
    number = desk.numbers.new()
    task = missed(desk, number)
    call(desk, "outbound_answered", ago(minutes=9), number, billsec=CONTACT)
    closed = await_task(desk.admin, number, lambda each: each["state"] == "closed")
    undone = move(desk.admin, closed, "undo")
    assert undone.status == 200, undone.body
    assert undone.json["state"] == "open" and undone.json["task_id"] == task["task_id"]
    assert undone.json["attempts"] == 1
    log = [entry["what"] for entry in detail(desk.admin, undone.json)["log"]]
    assert log[-2:] == ["undone", "opened_again"]
    assert move(desk.admin, undone.json, "undo").json["type"] == "/problems/callback-open"
    done = move(desk.admin, undone.json, "close", outcome="no_answer").json
    reopened = move(desk.admin, done, "reopen")
    assert reopened.status == 201
    assert reopened.json["reopens"] == task["task_id"]
    assert reopened.json["opened_by"]["name"] == "admin"
    by = call(desk, "outbound_answered", now(), number, billsec=CONTACT)
    until(lambda: {each["closing_call_id"] for each in tasks_of(desk.admin, number)} == {None, by})


def test_a_task_is_made_by_hand_once(desk):
    number = desk.numbers.new()
    store = desk.tenants[0]["stores"][0]["store_id"]
    brief = call(desk, "caller_gives_up_soon", ago(minutes=3), number, store_id=store,
                 missed_reason="short_abandoned")
    until(lambda: desk.admin.get(f"/w3/callbacks/of-call/{brief}").json["may_create"])
    refused = desk.admin.post("/w3/callbacks", {"call_id": brief, "due": "2026-12-01T09:00:00Z"})
    assert refused.status == 422 and refused.json["errors"][0]["parameter"] == "due_reason"
    due = (now() + datetime.timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%SZ")
    made = desk.admin.post("/w3/callbacks", {"call_id": brief, "due": due, "note": "cliente noto",
                                             "due_reason": "lo vuole lui"})
    assert made.status == 201, made.body
    assert (made.json["due"], made.json["is_due_chosen"], made.json["misses"]) == (due, True, 1)
    twice = desk.admin.post("/w3/callbacks", {"call_id": brief})
    assert (twice.status, twice.json["task_id"]) == (409, made.json["task_id"])
    # A further miss joins it, and it is due no later.
    call(desk, "no_answer", now(), number, store_id=store)
    joined = await_task(desk.admin, number, lambda task: task["misses"] == 2)
    assert joined["due"] == due
    of_call = desk.admin.get(f"/w3/callbacks/of-call/{brief}").json
    assert of_call["task"]["task_id"] == made.json["task_id"] and not of_call["may_create"]
    nothing = desk.admin.post("/w3/callbacks", {"call_id": "no-such-call"})
    assert nothing.status == 422


def test_of_sixteen_who_take_the_same_tasks_each_is_had_by_one(desk):
    tasks = [missed(desk, desk.numbers.new()) for _ in range(6)]
    people = [desk.logged_in(f"racer{n}@callbacks.test") for n in range(16)]
    start = threading.Barrier(len(people))

    def race(person):
        start.wait()
        return [move(person, task, "claim") for task in tasks]

    with concurrent.futures.ThreadPoolExecutor(len(people)) as pool:
        answers = list(pool.map(race, people))
    for place, task in enumerate(tasks):
        won = [mine[place] for mine in answers if mine[place].status == 200]
        lost = [mine[place] for mine in answers if mine[place].status != 200]
        assert len(won) == 1 and len(lost) == len(people) - 1
        winner = won[0].json["owner"]["name"]
        assert {each.json["type"] for each in lost} == {"/problems/callback-changed"}
        assert {each.json["changed_by"]["name"] for each in lost} == {winner}
        log = [entry["what"] for entry in detail(desk.admin, task)["log"]]
        assert log == ["made", "claimed"]


def test_who_holds_a_task_is_respected_and_who_leads_decides(desk):
    store = desk.tenants[0]["stores"][0]["store_id"]
    agent = desk.logged_in("agent@callbacks.test", "--role", "agent", "--ext", "1001",
                           "--store", store)
    other = desk.logged_in("other@callbacks.test", "--role", "agent", "--ext", "1002",
                           "--store", store)
    lead = desk.logged_in("lead@callbacks.test", "--role", "store_manager", "--store", store)
    number = desk.numbers.new()
    task = missed(desk, number, store_id=store)
    held = move(agent, task, "claim").json
    assert held["owner"]["name"] == "agent" and held["lease_until"]
    for what, more in (("claim", {}), ("release", {}), ("tried", {}), ("close",
                                                                     {"outcome": "no_answer"})):
        refused = move(other, held, what, **more)
        assert (refused.status, refused.json["type"]) == (409, "/problems/callback-held"), what
    person = agent.get("/w3/session").json["person"]["person_id"]
    assert move(agent, held, "assign", person_id=person).status == 403
    assert agent.get("/w3/callbacks/people").json["items"] == []
    assert agent.get("/w3/callbacks?tab=mine").json["items"][0]["task_id"] == task["task_id"]
    chosen = {each["name"]: each["person_id"] for each in lead.get(
        "/w3/callbacks/people").json["items"]}
    given = lead.post("/w3/callbacks/assign", {
        "tasks": [{"task_id": task["task_id"], "version": held["version"]},
                  {"task_id": task["task_id"], "version": held["version"]}],
        "person_id": chosen["other"]})
    assert given.status == 200, given.body
    assert given.json["done"][0]["owner"]["name"] == "other"
    assert given.json["failed"] == [{"task_id": task["task_id"], "reason": "changed"}]
    at = (now() + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    planned = move(other, given.json["done"][0], "plan", at=at)
    assert planned.json["state"] == "planned", planned.body
    assert not tasks_of(desk.admin, number, "to_call")
    assert len(tasks_of(desk.admin, number, "planned")) == 1
    noted = move(agent, planned.json, "note", note="torna alle cinque")
    assert noted.status == 200
    ended = move(lead, noted.json, "close", outcome="not_interested")
    assert ended.json["outcome"] == "not_interested"
    log = detail(desk.admin, task)["log"]
    assert [(entry["what"], (entry["person"] or {}).get("name")) for entry in log] == [
        ("made", None), ("claimed", "agent"), ("assigned", "lead"), ("planned", "other"),
        ("noted", "agent"), ("closed", "lead")]


def test_tasks_of_other_stores_and_tenants_are_not_there(desk):
    own, other = (store["store_id"] for store in desk.tenants[0]["stores"][:2])
    number = desk.numbers.new()
    task = missed(desk, number, store_id=other)
    stranger = desk.logged_in("stranger@callbacks.test", "--role", "store_manager", "--store", own)
    elsewhere = desk.logged_in("admin@elsewhere.test", tenant=1)
    nobody = desk.logged_in("nostore@callbacks.test", "--role", "agent", "--ext", "1003")
    for person in (stranger, elsewhere, nobody):
        assert not tasks_of(person, number)
        assert person.get(f"/w3/callbacks/{task['task_id']}").status == 404
        assert move(person, task, "claim").status == 404
        assert person.get(f"/w3/callbacks?store_id={other}").json["items"] == []
        call_id = detail(desk.admin, task)["calls"][0]["call_id"]
        of_call = person.get(f"/w3/callbacks/of-call/{call_id}").json
        assert of_call == {"task": None, "refusal": None, "may_create": False}
        assert person.post("/w3/callbacks", {"call_id": call_id}).status == 422
    assert not nobody.get("/w3/session").json["may"]["callbacks"]
    assert nobody.get("/w3/callbacks/counts").json["counts"]["to_call"] == 0


def listen(desk, browser, heard):
    """Reads events until the stream ends; each is put into `heard`."""
    connection = browser.connection()
    connection.request("GET", "/w3/callbacks/events", headers={"Cookie": browser.cookie})
    answer = connection.getresponse()
    assert answer.status == 200 and answer.headers["Content-Type"] == "text/event-stream"
    for line in answer:
        heard.append(line.decode().strip())
    connection.close()


def test_pages_hear_of_their_tenants_changes_and_of_no_others(desk):
    heard, elsewhere = [], []
    other = desk.logged_in("listener@elsewhere.test", tenant=1)
    for browser, to in ((desk.admin, heard), (other, elsewhere)):
        threading.Thread(target=listen, args=(desk, browser, to), daemon=True).start()
        until(lambda to=to: to)
    task = missed(desk, desk.numbers.new())
    until(lambda: "event: callbacks" in heard)
    before = heard.count("event: callbacks")
    assert move(desk.admin, task, "claim").status == 200
    until(lambda: heard.count("event: callbacks") > before)
    assert "event: callbacks" not in elsewhere


def test_rules_are_an_admins_and_move_what_is_not_due_yet(desk):
    number = desk.numbers.new()
    rules = desk.admin.get("/w3/callbacks/rules").json
    always = [[{"from": "00:00", "to": "24:00"}]] * 7
    own = {"store_id": None, "week": always, "days": [], "rests_on_holidays": False,
           "patron": None, "sla_minutes": 120, "is_automatic": None}
    assert desk.admin.post("/w3/callbacks/hours", own).status == 200
    missed_at = ago(minutes=30)
    task = missed(desk, number, missed_at)
    assert abs(parse(task["due"]) - missed_at - datetime.timedelta(hours=2)) < datetime.timedelta(
        seconds=1)
    overdue = missed(desk, desk.numbers.new(), ago(hours=5))
    assert overdue["is_overdue"]
    changed = desk.admin.post("/w3/callbacks/hours", own | {"sla_minutes": 60})
    assert changed.json["usual"]["sla_minutes"] == 60
    moved = detail(desk.admin, task)
    assert abs(parse(moved["due"]) - missed_at - datetime.timedelta(hours=1)) < datetime.timedelta(
        seconds=1)
    assert moved["log"][-1]["what"] == "due_changed"
    assert moved["log"][-1]["person"]["name"] == "admin"
    assert detail(desk.admin, overdue)["due"] == overdue["due"]
    rows = desk.audit(desk.admin, what="callback_hours_changed")
    assert rows[0]["about"] == "usual"

    wrong = desk.admin.post("/w3/callbacks/hours", own | {
        "week": [[{"from": "13:00", "to": "09:00"}]] * 7, "patron": "02-30"})
    assert wrong.status == 400
    assert {error["parameter"] for error in wrong.json["errors"]} == {"week", "patron"}
    settings = rules["settings"] | {"sla_minutes": 0}
    assert desk.admin.post("/w3/callbacks/settings", settings).status == 400
    agent = desk.logged_in("ruler@callbacks.test", "--role", "supervisor")
    assert agent.post("/w3/callbacks/settings", rules["settings"]).status == 403
    assert agent.get("/w3/callbacks/figures?by=person").json["type"] == (
        "/problems/callback-people-off")
    kept = desk.admin.post("/w3/callbacks/settings",
                           rules["settings"] | {"has_figures_of_people": True})
    assert kept.json["settings"]["has_figures_of_people"]
    by_person = desk.admin.get("/w3/callbacks/figures?by=person").json["items"]
    total, = desk.admin.get("/w3/callbacks/figures").json["items"]
    assert sum(item["made"] for item in by_person) == total["made"] > 0
    removed = desk.admin.post("/w3/callbacks/hours/remove", {"store_id": None}).json
    assert removed["usual"] == rules["usual"]


def test_a_store_may_have_its_tasks_made_by_hand(desk):
    store = desk.tenants[0]["stores"][1]["store_id"]
    usual = desk.admin.get("/w3/callbacks/rules").json["usual"]
    by_hand = usual | {"store_id": store, "is_automatic": False}
    assert desk.admin.post("/w3/callbacks/hours", by_hand).status == 200
    number = desk.numbers.new()
    call_id = call(desk, "no_answer", now(), number, store_id=store)
    until(lambda: desk.admin.get(f"/w3/callbacks/of-call/{call_id}").json["may_create"])
    assert not tasks_of(desk.admin, number)
    listed = desk.admin.get("/w3/callbacks/refused?reason=by_hand").json["items"]
    assert call_id in [each["call_id"] for each in listed]
    assert desk.admin.post("/w3/callbacks", {"call_id": call_id}).status == 201
    call(desk, "no_answer", now(), number, store_id=store)
    await_task(desk.admin, number, lambda task: task["misses"] == 2)
    assert desk.admin.post("/w3/callbacks/hours/remove", {"store_id": store}).status == 200


def test_wrong_questions_are_told_what_is_wrong(desk):
    for query, parameter in (("tab=open", "tab"), ("store_id=x", "store_id"), ("limit=0", "limit"),
                             ("after=x", "after"), ("overdue=true&tab=all", "overdue"),
                             ("colour=red", "colour")):
        answer = desk.admin.get(f"/w3/callbacks?{query}")
        assert answer.status == 400, query
        assert [error["parameter"] for error in answer.json["errors"]] == [parameter]
    for query in ("from=yesterday", "from=2026-01-02&to=2026-01-01", "reason=in_tasks", "after=1"):
        assert desk.admin.get(f"/w3/callbacks/refused?{query}").status == 400, query
    assert desk.admin.get("/w3/callbacks/figures?by=colour").status == 400
    task = missed(desk, desk.numbers.new())
    for what, body in (("claim", {}), ("claim", {"version": "1"}), ("plan", {"at": "soon"}),
                       ("close", {}), ("note", {}), ("assign", {"person_id": 7})):
        answer = desk.admin.post(f"/w3/callbacks/{task['task_id']}/{what}", body)
        assert answer.status == 400, (what, answer.body)
    assert move(desk.admin, task, "close", outcome="bored").status == 422
    assert move(desk.admin, task, "plan", at="2020-01-01T00:00:00Z").status == 422
    assert desk.admin.get("/w3/callbacks/not-an-id").status == 404
    assert detail(desk.admin, task)["version"] == task["version"]


def test_the_list_is_walked_page_by_page(desk):
    for _ in range(5):
        missed(desk, desk.numbers.new())
    for tab in ("to_call", "all", "closed"):
        seen, after = [], ""
        while True:
            page = desk.admin.get(f"/w3/callbacks?tab={tab}&limit=3{after}").json
            seen += page["items"]
            if page["next"] is None:
                break
            after = f"&after={page['next']}"
        whole = desk.admin.get(f"/w3/callbacks?tab={tab}&limit=200").json["items"]
        assert [task["task_id"] for task in seen] == [task["task_id"] for task in whole]
        assert len({task["task_id"] for task in seen}) == len(seen) > 3 or tab == "closed"
    dues = [task["due"] for task in desk.admin.get("/w3/callbacks?limit=200").json["items"]]
    assert [parse(due) for due in dues] == sorted(parse(due) for due in dues)


def test_the_list_goes_on_after_restarts_and_while_edgvoip_is_away(w3, tmp_path_factory):
    w3.patterns = Patterns(tmp_path_factory.mktemp("patterns"), *SIMULATION, "--days", 6,
                           "--calls", 40)
    number = Numbers().new()
    with w3.edgvoip.serving() as server:
        w3.server = server
        process = w3.launch()
        w3.await_ready(process)
        admin = w3.logged_in("admin@restart.test")
        call(w3, "no_answer", ago(minutes=30), number)
        held = move(admin, await_task(admin, number), "claim").json
        process.kill()
        process.wait()
        call(w3, "no_answer", ago(minutes=20), number)
    with w3.edgvoip.serving() as server, w3.serving():
        w3.server = server
        task = await_task(admin, number, lambda each: each["misses"] == 2)
        assert task["task_id"] == held["task_id"] and task["owner"]["name"] == "admin"
        server.stop()
        until(lambda: "calls_not_followed" in w3.log())
        assert len(tasks_of(admin, number)) == 1
        assert move(admin, task, "release").status == 200
        with w3.edgvoip.serving() as again:
            w3.server = again
            by = call(w3, "outbound_answered", ago(minutes=5), number, billsec=CONTACT)
            closed = await_task(admin, number, lambda each: each["state"] == "closed")
            assert closed["closing_call_id"] == by
            until(lambda: "calls_followed" in w3.log())
