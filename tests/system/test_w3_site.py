"""Pages, command line, configuration, and what is never written."""

import gzip
import json
import stat
import sqlite3

from w3_home import INDEX, PASSWORD, SCRIPT

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
          "frame-ancestors 'none'")


def test_every_page_is_the_built_one(chain):
    browser = chain.browser()
    for target in ("/", "/accesso", "/chiamate", "/chiamate/0b8f?p=oggi",
                   "/amministrazione/persone"):
        answer = browser.get(target)
        assert (answer.status, answer.body) == (200, INDEX)
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    for target in ("/chiamatex", "/altro", "/assets/", "/assets/none.js", "/assets/app-1a2b.js.gz",
                   "/../w3.db", "/web/index.html"):
        assert browser.get(target).status in (400, 404), target
    assert browser.send("POST", "/chiamate", b"", Content_Length="0").status == 405


def test_assets_are_for_ever_and_packed_for_those_who_take_it(chain):
    browser = chain.browser()
    plain = browser.get("/assets/app-1a2b.js")
    assert plain.body == SCRIPT and "Content-Encoding" not in plain.headers
    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    packed = browser.get("/assets/app-1a2b.js", Accept_Encoding="br, gzip;q=0.8")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body) == SCRIPT
    assert browser.get("/assets/app-1a2b.js", Accept_Encoding="gzip;q=0").body == SCRIPT


def test_every_answer_says_what_browsers_may_do_with_it(chain):
    browser = chain.logged_in("fields@site.test")
    answers = [browser.get(target) for target in
               ("/", "/none", "/w3/session", "/api/cdr", "/api/cdr?bad=1", "/healthz")]
    answers.append(chain.browser().get("/w3/session"))
    for answer in answers:
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "microphone=(self)" in answer.headers["Permissions-Policy"]
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_key_set_is_the_one_that_edgvoip_reads(chain):
    told = chain.browser().get("/.well-known/jwks.json").json
    assert told == json.loads((chain.folder / "w3-jwks.json").read_text())
    assert set(told["keys"][0]) == {"kty", "crv", "x", "y", "alg", "use", "kid"}


def test_a_key_is_made_once_and_for_its_user_alone(w3):
    before = (w3.folder / "w3-key.pem").read_bytes()
    (w3.folder / "w3-jwks.json").unlink()
    assert "kept" in w3.do("key")
    assert (w3.folder / "w3-key.pem").read_bytes() == before
    assert (w3.folder / "w3-jwks.json").exists()
    assert stat.S_IMODE((w3.folder / "w3-key.pem").stat().st_mode) == 0o600
    assert "in order" in w3.do("check")
    (w3.folder / "w3-key.pem").unlink()
    without = w3.run("serve")
    assert without.returncode == 1
    assert "w3suite key" in without.stderr


def test_the_configuration_is_printed_as_it_is_read(w3):
    printed = w3.do("--print-config")
    w3.config.write_text(printed)
    assert w3.do("--print-config") == printed
    w3.config.write_text(printed + "\n[w4]\nlisten = 1\n")
    wrong = w3.run("check")
    assert wrong.returncode == 1
    assert "'w4.listen' is not a key of the configuration" in wrong.stderr


def test_an_environment_variable_wins(w3):
    done = w3.run("--print-config", W3SUITE_WEB_FOLDER="elsewhere")
    assert 'folder = "elsewhere"' in done.stdout


def test_a_user_that_cannot_be_is_refused(w3):
    w3.add("anna@verbs.test")
    for wrong, told in ((("--email", "Anna@verbs.test"), "somebody already"),
                        (("--email", "no address"), "no e-mail address"),
                        (("--email", "b@verbs.test", "--role", "king"), "--role"),
                        (("--email", "b@verbs.test", "--ext", "10 01"), "--ext"),
                        (("--email", "b@verbs.test", "--store", "x"), "--store")):
        refused = w3.run("user", "add", "--name", "A", "--sip-domain", w3.domain, *wrong)
        assert refused.returncode == 1 and told in refused.stderr, wrong
    assert "anna@verbs.test  admin" in w3.do("user", "list")
    assert "b@verbs.test" not in w3.do("user", "list")
    again = w3.do("user", "passwd", "--email", "anna@verbs.test", "--sip-domain", w3.domain)
    with w3.serving():
        browser = w3.browser()
        assert browser.log_in("anna@verbs.test", again.strip(), sip_domain=w3.domain).status == 200


def test_edgvoips_store_is_not_taken_for_w3s(w3):
    w3.write_config(w3_state=f"sqlite:{w3.folder}/edgvoip.db")
    refused = w3.run("migrate")
    assert refused.returncode == 1
    assert "another program" in refused.stderr


def test_no_password_cookie_or_token_is_written(w3):
    planted = ["la password di prova 81", "la nuova password 82"]
    with w3.edgvoip.serving() as edgvoip, w3.serving():
        browser = w3.logged_in("anna@secrets.test")
        planted += [PASSWORD, browser.cookie.split("=")[1], browser.csrf]
        assert browser.get("/api/cdr").status == 200
        w3.browser().log_in("anna@secrets.test", planted[0], sip_domain=w3.domain)
        w3.browser().log_in(planted[0], planted[1], sip_domain=w3.domain)
        browser.post("/w3/password", {"current": planted[0], "new": planted[1]})
        browser.get(f"/w3/session?{planted[3]}")
        browser.get(f"/{planted[3]}", X_Request_Id=" " + planted[3] + "=")
        browser.send("POST", "/w3/login", json.dumps({"password": planted[0]})[:-2].encode(),
                     Content_Type="application/json", Sec_Fetch_Site="same-origin")
        person = browser.get("/w3/session").json["person"]["person_id"]
        planted.append(browser.post(f"/w3/people/{person}/password").json["password"])
        assert edgvoip.stop() == 0
    written = w3.log() + (w3.folder / "serve.log").read_text()
    assert '"event":"http_request"' in written
    for secret in planted:
        assert secret not in written
    assert "Bearer" not in written and "eyJ" not in written
    with sqlite3.connect(w3.folder / "w3.db") as database:
        kept = "\n".join(database.iterdump())
    for secret in set(planted) - {browser.csrf}:
        assert secret not in kept
