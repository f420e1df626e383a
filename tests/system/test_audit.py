"""The access audit of a running server, and the verb that reads it."""

import json
import stat

from processes import DOMAIN

NUMBER = "+393331234567"


def audit(home, *arguments) -> list[dict]:
    return [json.loads(line) for line in home.do("audit", *arguments).splitlines()]


def asked(home) -> None:
    token = home.do("token", "--sip-domain", DOMAIN).strip()
    with home.serving() as server:
        assert server.ask("/api/cdr?number=%2B393331234567&from=2020-01-01", token).status == 200
        assert server.ask("/api/analytics/summary", token).status == 200
        assert server.ask("/api/directory/stores", token).status == 200
        assert server.ask("/api/cdr", "no.token.this").status == 401
        server.process.terminate()
        assert server.process.wait(60) == 0


def test_the_audit_says_who_asked_what_and_how_many_rows(home):
    asked(home)
    lines = audit(home)
    assert [line["route"] for line in lines] == [
        "/api/cdr", "/api/analytics/summary", "/api/directory/stores"]
    assert [line["rows"] for line in lines] == [0, None, 1]
    assert {line["sip_domain"] for line in lines} == {DOMAIN}
    assert {line["client"] for line in lines} == {"127.0.0.1"}
    assert lines[0]["question"] == {"number": "+393331234***", "from": "2020-01-01"}


def test_questions_are_found_by_number_tenant_and_time(home):
    asked(home)
    assert [line["route"] for line in audit(home, "--number", "333 123 4567")] == ["/api/cdr"]
    assert audit(home, "--number", "3331234568") == []
    assert len(audit(home, "--sip-domain", DOMAIN.upper(), "--from", "2020-01-01")) == 3
    assert audit(home, "--to", "2020-01-01") == []
    at = audit(home)[1]["at"]
    assert audit(home, "--from", at)[0]["route"] != "/api/cdr"
    assert audit(home, "--subject", "nobody") == []


def test_no_whole_number_is_on_the_disk_and_nobody_else_reads_it(home):
    asked(home)
    files = list((home.folder / "audit").iterdir())
    assert len(files) in (1, 2)
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "1234567" not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE((home.folder / "audit").stat().st_mode) == 0o700


def test_an_audit_that_was_damaged_is_told_and_the_rest_shown(home):
    asked(home)
    path = next((home.folder / "audit").iterdir())
    whole = path.read_text(encoding="utf-8")
    path.write_text("{broken\n" + whole, encoding="utf-8")
    done = home.run("audit")
    assert done.returncode == 1
    assert f"{path.name}:1" in done.stderr
    assert len(done.stdout.splitlines()) == len(whole.splitlines())


def test_a_server_without_an_audit_keeps_none(home):
    home.write_config(audit_folder="")
    asked(home)
    assert not (home.folder / "audit").exists()
    done = home.run("audit")
    assert done.returncode == 1
    assert "audit.folder" in done.stderr


def test_an_audit_that_cannot_be_written_stops_the_start(home):
    (home.folder / "audit").write_text("a file", encoding="utf-8")
    done = home.run("serve")
    assert done.returncode == 1
    assert "audit.folder" in done.stderr
