"""Coming in: passwords, sessions, lock-out, and what browsers may send."""

import http.cookies
import json

import pytest

from w3_home import PASSWORD


def test_a_session_says_who_it_is_and_ends_with_the_logout(chain):
    browser = chain.logged_in("anna@login.test")
    session = browser.get("/w3/session")
    assert session.status == 200
    assert session.headers["Cache-Control"] == "no-store"
    person = session.json["person"]
    assert (person["email"], person["role"], person["store_ids"]) == (
        "anna@login.test", "admin", None)
    assert not person["must_change_password"]
    assert session.json["tenant"]["sip_domain"] == chain.domain
    assert session.json["may"] == {"export": True, "administer": True, "see_stores": True,
                                   "callbacks": True, "assign": True}
    assert browser.post("/w3/logout").status == 204
    assert browser.get("/w3/session").status == 401
    assert browser.get("/api/cdr").status == 401


def test_the_cookie_is_for_this_site_alone_and_out_of_reach_of_scripts(chain):
    chain.logged_in("cookie@login.test")
    browser = chain.browser()
    answer = browser.log_in("cookie@login.test", PASSWORD, sip_domain=chain.domain)
    (name, morsel), = http.cookies.SimpleCookie(answer.headers["Set-Cookie"]).items()
    assert name == "w3_session" and len(morsel.value) == 43
    assert morsel["httponly"] and morsel["samesite"] == "Strict" and morsel["path"] == "/"
    assert not morsel["secure"] and not morsel["domain"]
    assert morsel.value not in answer.body.decode()


def test_where_browsers_come_by_tls_the_cookie_says_so(w3):
    w3.write_config(w3_cookies="secure")
    password = w3.add("anna@login.test")
    with w3.serving():
        browser = w3.browser()
        answer = browser.log_in("anna@login.test", password, sip_domain=w3.domain)
        assert answer.headers["Set-Cookie"].startswith("__Host-w3_session=")
        assert answer.headers["Set-Cookie"].endswith("; Secure")
        assert browser.get("/w3/session").status == 200


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(chain):
    chain.logged_in("known@login.test")
    answers = [chain.browser().log_in(email, "non è questa password", sip_domain=domain)
               for email, domain in (("known@login.test", chain.domain),
                                     ("unknown@login.test", chain.domain),
                                     ("known@login.test", "unknown.test"),
                                     ("known@login.test", chain.tenants[1]["sip_domain"]))]
    told = [answer.json | {"request_id": ""} for answer in answers]
    assert {answer.status for answer in answers} == {401}
    assert all(one == told[0] for one in told)
    assert all("Set-Cookie" not in answer.headers for answer in answers)
    fields = [sorted(set(answer.headers) - {"Date"}) for answer in answers]
    assert all(one == fields[0] for one in fields)


def test_the_host_says_whose_page_it_is_and_the_form_asks_where_it_does_not(chain):
    assert chain.browser().get("/w3/login").json == {"tenant": None}
    tenant = chain.tenants[1]
    host = {"Host": f"{tenant['sip_domain']}.W3.test:8443"}
    assert chain.browser().get("/w3/login", **host).json == {
        "tenant": {"sip_domain": tenant["sip_domain"], "name": tenant["name"]}}
    chain.logged_in("host@login.test", tenant=1)
    missing = chain.browser().log_in("host@login.test", PASSWORD)
    assert missing.status == 400
    assert missing.json["errors"] == [{"parameter": "sip_domain", "reason": "is missing",
                                       "code": "missing"}]
    sent = {"email": "host@login.test", "password": PASSWORD}
    assert chain.browser().post("/w3/login", sent, **host).status == 200
    other = sent | {"sip_domain": chain.domain}
    assert chain.browser().post("/w3/login", other, **host).status == 401


def test_an_account_waits_after_wrong_passwords_even_for_the_right_one_and_after_a_restart(w3):
    password = w3.add("anna@login.test")
    w3.add("berta@login.test")

    def attempt(email, guess, client):
        return w3.browser(client).log_in(email, guess, sip_domain=w3.domain)

    with w3.serving():
        for i in range(5):
            assert attempt("anna@login.test", "wrong", f"192.0.2.{i}").status == 401
        locked = attempt("ANNA@login.test", password, "192.0.2.9")
        assert locked.status == 429
        assert 1 <= int(locked.headers["Retry-After"]) <= 30
        # Who does not exist waits as well: nobody learns who does.
        for i in range(5):
            assert attempt("nobody@login.test", "wrong", f"198.51.100.{i}").status == 401
        assert attempt("nobody@login.test", "wrong", "198.51.100.9").status == 429
    with w3.serving():
        assert attempt("anna@login.test", password, "192.0.2.10").status == 429
        admin = w3.logged_in("admin@login.test")
        people = {person["email"]: person for person in admin.get("/w3/people").json["items"]}
        assert people["anna@login.test"]["locked_until"] is not None
        assert people["berta@login.test"]["locked_until"] is None
        assert len(w3.audit(admin, what="login_failed")) == 10
        assert [row["about"] for row in w3.audit(admin, what="locked_out")].count(
            "anna@login.test") == 1
        reset = admin.post(f"/w3/people/{people['anna@login.test']['person_id']}/password")
        assert attempt("anna@login.test", reset.json["password"], "192.0.2.11").status == 200


def test_a_client_waits_after_many_accounts(w3):
    with w3.serving():
        statuses = [w3.browser("203.0.113.7").log_in(f"p{i}@login.test", "wrong",
                                                     sip_domain=w3.domain).status
                    for i in range(21)]
        assert statuses == [401] * 20 + [429]
        assert w3.browser("203.0.113.8").log_in("p1@login.test", "wrong",
                                                sip_domain=w3.domain).status == 401


def test_logins_of_a_client_have_a_rate(w3):
    w3.write_config(ratelimit_logins_per_minute=2)
    with w3.serving():
        answers = [w3.browser("203.0.113.7").log_in(f"p{i}@login.test", "wrong",
                                                    sip_domain=w3.domain) for i in range(3)]
        assert [answer.status for answer in answers] == [401, 401, 429]
        assert int(answers[2].headers["Retry-After"]) >= 1


@pytest.mark.parametrize("fields", [
    {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}, {"Sec_Fetch_Site": "none"},
    {"Sec_Fetch_Site": "cross-site", "Origin": "http://{host}"},
    {"Origin": "https://evil.test"}, {"Origin": "null"}, {},
])
def test_a_login_from_another_page_is_refused(chain, fields):
    browser = chain.browser()
    host = f"127.0.0.1:{chain.port}"
    body = json.dumps({"email": "a@b.test", "password": "x", "sip_domain": chain.domain}).encode()
    fields = {name: value.format(host=host) for name, value in fields.items()}
    sent = browser.send("POST", "/w3/login", body, Content_Type="application/json", **fields)
    assert sent.status == 403
    assert sent.json["type"] == "/problems/other-origin"


def test_a_browser_without_fetch_metadata_is_known_by_its_origin(chain):
    browser = chain.browser()
    body = json.dumps({"email": "a@b.test", "password": "x", "sip_domain": chain.domain}).encode()
    sent = browser.send("POST", "/w3/login", body, Content_Type="application/json",
                        Origin=f"http://127.0.0.1:{chain.port}")
    assert sent.status == 401


def test_writing_needs_the_token_of_the_session_and_json(chain):
    browser = chain.logged_in("csrf@login.test")
    other = chain.logged_in("other@login.test")
    for token in ("", "x", other.csrf, browser.csrf + "x"):
        refused = browser.post("/w3/me", {"language": "en"}, X_CSRF_Token=token)
        assert refused.status == 403
        assert refused.json["type"] == "/problems/csrf-refused"
    assert browser.get("/w3/session").json["person"]["language"] == "it"
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert browser.post("/w3/me", {"language": "en"}, Content_Type=kind).status == 415
    assert browser.post("/w3/me", {"language": "en"}).json["person"]["language"] == "en"


def test_bodies_are_read_strictly(chain):
    browser = chain.logged_in("strict@login.test")

    def sent(body: bytes):
        return browser.send("POST", "/w3/me", body, Content_Type="application/json",
                            X_CSRF_Token=browser.csrf)

    for body in (b"", b"[]", b"{", b'{"language":"it","language":"en"}', b'{"language":1}',
                 b'{"language":"it","more":1}', b'{"language":"it"} x'):
        refused = sent(body)
        assert refused.status == 400, body
        assert refused.json["errors"]
    assert sent(b'{"language":"fr"}').status == 422
    assert sent(b" " * 32769).status == 413


def test_a_first_password_is_to_be_changed_before_anything_else(chain):
    first = chain.add("first@login.test")
    browser = chain.browser()
    assert browser.log_in("first@login.test", first,
                          sip_domain=chain.domain).json["person"]["must_change_password"]
    for target in ("/api/cdr", "/w3/people", "/w3/searches", "/w3/audit"):
        refused = browser.get(target)
        assert refused.status == 403
        assert refused.json["type"] == "/problems/must-change-password"
    assert browser.post("/w3/me", {"language": "en"}).status == 403
    for chosen, reason in (("kurz", "fewer than"), ("first-first-first", "address"),
                           ("1234567890123", "common"), ("aaaaaaaaaaaaaa", "common"),
                           (first, "same")):
        refused = browser.post("/w3/password", {"current": first, "new": chosen})
        assert refused.status == 422
        assert reason in refused.json["errors"][0]["reason"]
    wrong = browser.post("/w3/password", {"current": "no", "new": PASSWORD})
    assert wrong.status == 403 and wrong.json["type"] == "/problems/wrong-password"
    assert browser.post("/w3/password", {"current": first, "new": PASSWORD}).status == 204
    assert browser.get("/api/cdr").status == 200


def test_a_new_password_ends_the_other_sessions(chain):
    browser = chain.logged_in("two@login.test")
    other = chain.browser()
    assert other.log_in("two@login.test", PASSWORD, sip_domain=chain.domain).status == 200
    changed = {"current": PASSWORD, "new": PASSWORD + " nuova"}
    assert browser.post("/w3/password", changed).status == 204
    assert browser.get("/w3/session").status == 200
    assert other.get("/w3/session").status == 401
    assert other.log_in("two@login.test", PASSWORD, sip_domain=chain.domain).status == 401


def test_a_restart_keeps_sessions(w3):
    with w3.serving():
        browser = w3.logged_in("anna@login.test")
    with w3.serving():
        assert browser.get("/w3/session").status == 200
        assert browser.post("/w3/me", {"language": "en"}).status == 200
