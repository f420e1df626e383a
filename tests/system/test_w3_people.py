"""What an admin does: people, their passwords, the audit; and searches."""

import sqlite3
import uuid

import pytest

from w3_home import PASSWORD


def person_of(admin, email):
    return next(person for person in admin.get("/w3/people").json["items"]
                if person["email"] == email)


def test_a_person_is_added_changed_and_put_out(chain):
    admin = chain.logged_in("admin@people.test")
    store = chain.tenants[0]["stores"][0]["store_id"]
    added = admin.post("/w3/people", {"email": "carla@people.test", "name": "Carla",
                                      "role": "store_manager", "ext": None, "store_ids": [store]})
    assert added.status == 201
    person, password = added.json["person"], added.json["password"]
    assert (person["role"], person["store_ids"], person["active"]) == (
        "store_manager", [store], True)
    carla = chain.browser()
    assert carla.log_in("carla@people.test", password, sip_domain=chain.domain).status == 200
    assert carla.post("/w3/password", {"current": password, "new": PASSWORD}).status == 204
    target = f"/w3/people/{person['person_id']}"
    renamed = admin.post(target, {"name": "Carla B."})
    assert renamed.status == 200 and renamed.json["name"] == "Carla B."
    assert carla.get("/w3/session").status == 200, "a name is no right"
    assert admin.post(target, {"store_ids": []}).status == 200
    assert carla.get("/w3/session").status == 401
    carla.csrf = None
    assert carla.log_in("carla@people.test", PASSWORD, sip_domain=chain.domain).status == 200
    assert carla.call_ids() == []
    assert admin.post(target, {"active": False}).status == 200
    assert carla.get("/w3/session").status == 401
    carla.csrf = None
    assert carla.log_in("carla@people.test", PASSWORD, sip_domain=chain.domain).status == 401
    told = [(row["what"], row["about"], row["detail"])
            for row in chain.audit(admin, page_size=100) if row["about"] == "carla@people.test"]
    assert told == [("login_failed", "carla@people.test", None),
                    ("person_changed", "carla@people.test", "active"),
                    ("person_changed", "carla@people.test", "store_ids"),
                    ("person_changed", "carla@people.test", "name"),
                    ("person_added", "carla@people.test", "store_manager")]


def test_a_new_password_is_told_once_and_ends_the_sessions(chain):
    admin = chain.logged_in("reset@people.test")
    dora = chain.logged_in("dora@people.test")
    reset = admin.post(f"/w3/people/{person_of(admin, 'dora@people.test')['person_id']}/password")
    assert reset.status == 200
    assert dora.get("/w3/session").status == 401
    dora.csrf = None
    assert dora.log_in("dora@people.test", PASSWORD, sip_domain=chain.domain).status == 401
    again = dora.log_in("dora@people.test", reset.json["password"], sip_domain=chain.domain)
    assert again.json["person"]["must_change_password"]


def test_what_cannot_be_is_refused_by_name(chain):
    admin = chain.logged_in("refuse@people.test")
    good = {"email": "new@people.test", "name": "N", "role": "agent", "ext": "1001",
            "store_ids": []}
    for wrong, status, member in (
            ({"email": "no address"}, 422, "email"),
            ({"email": "REFUSE@people.test"}, 422, "email"),
            ({"role": "king"}, 400, "role"), ({"store_ids": None}, 422, "store_ids"),
            ({"store_ids": ["x"]}, 400, "store_ids"), ({"ext": "10 01"}, 422, "ext"),
            ({"store_ids": [str(uuid.uuid4()) for _ in range(65)]}, 400, "store_ids"),
            ({"name": ""}, 400, "name"), ({"must_change_password": False}, 400,
                                          "must_change_password")):
        answer = admin.post("/w3/people", good | wrong)
        assert answer.status == status, (wrong, answer.body)
        assert [error["parameter"] for error in answer.json["errors"]] == [member]


def test_an_admin_stays_one(chain):
    admin = chain.logged_in("self@people.test")
    target = f"/w3/people/{person_of(admin, 'self@people.test')['person_id']}"
    for change in ({"role": "supervisor", "store_ids": []}, {"active": False}):
        assert admin.post(target, change).status == 422
    assert admin.get("/w3/people").status == 200


@pytest.mark.parametrize("role", ["agent", "store_manager", "supervisor"])
def test_only_admins_administer(chain, role):
    admin = chain.logged_in(f"admin@{role}.test")
    browser = chain.logged_in(f"p@{role}.test", "--role", role)
    own = f"/w3/people/{person_of(admin, f'p@{role}.test')['person_id']}"
    assert browser.get("/w3/people").status == 403
    assert browser.get("/w3/audit").status == 403
    assert browser.post(own, {"role": "admin"}).status == 403
    assert browser.post(f"{own}/password").status == 403
    assert browser.post("/w3/people", {"email": "x@y.test", "name": "X",
                                       "role": "admin"}).status == 403


def test_people_of_another_tenant_do_not_exist(chain):
    admin = chain.logged_in("one@tenants.test")
    other = chain.logged_in("two@tenants.test", tenant=1)
    theirs = person_of(other, "two@tenants.test")["person_id"]
    assert theirs not in {person["person_id"] for person in admin.get("/w3/people").json["items"]}
    for target in (theirs, str(uuid.uuid4()), "no-id"):
        assert admin.post(f"/w3/people/{target}", {"active": False}).status == 404
        assert admin.post(f"/w3/people/{target}/password").status == 404
    assert other.get("/w3/session").status == 200
    assert not [row for row in chain.audit(admin, page_size=500)
                if row["about"] == "two@tenants.test"]


def test_searches_are_shared_with_ones_stores(chain):
    first, second = (store["store_id"] for store in chain.tenants[0]["stores"][:2])
    role = ("--role", "store_manager", "--store")
    owner = chain.logged_in("owner@searches.test", *role, first)
    near = chain.logged_in("near@searches.test", *role, first)
    far = chain.logged_in("far@searches.test", *role, second)
    admin = chain.logged_in("admin@searches.test")

    def names(browser):
        return {search["name"]: search["mine"] for search in
                browser.get("/w3/searches").json["items"]}

    saved = [owner.post("/w3/searches", {"name": name, "query": "p=oggi&dir=in",
                                         "shared": shared})
             for name, shared in (("mia", False), ("nostra", True))]
    assert [answer.status for answer in saved] == [201, 201]
    assert names(owner) == {"mia": True, "nostra": True}
    assert names(near) == {"nostra": False}
    assert names(far) == {}
    assert names(admin) == {"nostra": False}
    shared = saved[1].json["search_id"]
    assert near.post(f"/w3/searches/{shared}/remove").status == 404
    assert admin.post(f"/w3/searches/{shared}/remove").status == 204
    assert names(owner) == {"mia": True}


def test_the_audit_has_pages_and_can_only_grow(w3):
    with w3.serving():
        admin = w3.logged_in("anna@audit.test")
        pages = [admin.get(f"/w3/audit?page={page}&page_size=2").json for page in (1, 2)]
        assert [row["what"] for page in pages for row in page["items"]] == [
            "password_changed", "login", "person_added"]
        assert [page["total"] for page in pages] == [3, 3]
        own = person_of(admin, "anna@audit.test")["person_id"]
        assert len(w3.audit(admin, person_id=own)) == 2
        assert len(w3.audit(admin, person_id=own, what="login")) == 1
        assert admin.get("/w3/audit?page=0&person_id=x&more=1").status == 400
    with sqlite3.connect(w3.folder / "w3.db") as database:
        for statement in ("DELETE FROM audit", "UPDATE audit SET what = 'nothing'"):
            with pytest.raises(sqlite3.IntegrityError, match="only appended to"):
                database.execute(statement)
