"""What the program says when it is used wrongly, and its exit codes: 0, 1 failed, 2 usage."""

import base64
import json
import os

import pytest

from processes import DOMAIN, ROME


def assert_fails_saying(done, *words):
    assert done.returncode == 1, done
    for word in words:
        assert word in done.stderr
    assert "what():" not in done.stderr and "terminate" not in done.stderr


@pytest.mark.parametrize("arguments", [
    ["--help"], ["--version"], ["serve", "--help"], ["import", "freeswitch", "--help"],
    ["token", "--help"], ["simulate", "--help"], ["directory", "check", "--help"],
])
def test_help_and_version_succeed(home, arguments):
    done = home.run(*arguments, configured=False)
    assert done.returncode == 0
    assert done.stdout.strip()


@pytest.mark.parametrize("arguments", [
    [], ["sing"], ["serve", "--sideways"], ["import"], ["import", "freeswitch"],
    ["import", "teletype", "x"], ["directory"], ["directory", "check"], ["token"],
    ["token", "--sip-domain"], ["simulate"], ["simulate", "--out", "x", "--tenants", "many"],
])
def test_wrong_usage_is_exit_code_2(home, arguments):
    done = home.run(*arguments, configured=False)
    assert done.returncode == 2
    assert done.stderr.strip() + done.stdout.strip()


def test_the_configuration_may_stand_before_the_verb(home):
    done = home.run("--config", home.config, "token", "--sip-domain", DOMAIN, configured=False)
    assert done.returncode == 0
    assert done.stdout.count(".") == 2


def test_a_missing_configuration_is_named(home):
    home.config.unlink()
    assert_fails_saying(home.run("check"), str(home.config))


def test_an_unknown_key_is_named_with_its_line(home):
    home.write_config(more='[api2]\nlisten = "x"\n')
    line = home.config.read_text().splitlines().index('listen = "x"') + 1
    done = home.run("check")
    assert_fails_saying(done, "api2")
    assert f"line {line}" in done.stderr or f"line {line - 1}" in done.stderr


def test_broken_toml_is_refused_with_its_line(home):
    home.config.write_text("[api]\nlisten = \n")
    assert_fails_saying(home.run("check"), "line 2")


def test_a_wrong_type_is_refused(home):
    home.config.write_text("[api]\nlisten = 8080\n")
    assert_fails_saying(home.run("check"), "api.listen")


def test_the_environment_overrides_the_file(home):
    done = home.run("--print-config", EDGVOIP_LOG_LEVEL="debug", EDGVOIP_AUTH_AUDIENCE="elsewhere")
    assert done.returncode == 0
    assert "debug" in done.stdout and "elsewhere" in done.stdout


def test_the_printed_configuration_reads_back_the_same(home):
    printed = home.do("--print-config")
    home.config.write_text(printed)
    assert home.do("--print-config") == printed
    assert str(home.secret) in printed and home.secret.read_text().strip() not in printed


def test_check_of_a_good_home_succeeds(home):
    assert "1 tenant" in home.do("check")


@pytest.mark.parametrize("verb", ["check", "serve"])
def test_a_missing_secret_is_named(home, verb):
    home.secret.unlink()
    assert_fails_saying(home.run(verb), str(home.secret))


@pytest.mark.parametrize("verb", ["check", "serve"])
def test_a_short_secret_is_refused(home, verb):
    home.secret.write_text("short\n")
    done = home.run(verb)
    assert_fails_saying(done, "32")
    assert "short\n" not in done.stderr.replace("too short", "")


@pytest.mark.parametrize("verb", ["check", "serve"])
def test_no_key_at_all_is_refused(home, verb):
    home.write_config(auth_hs256_secret_file="")
    assert_fails_saying(home.run(verb), "hs256_secret_file")


def broken_directories():
    tenant = ROME["tenants"][0]
    twin = tenant | {"tenant_id": "6f1d0a4e-0000-4000-8000-0000000000b2"}
    yield "not JSON", "{", None
    yield "unknown key", {"tenants": [tenant | {"colour": "red"}]}, "colour"
    yield "same domain twice", {"tenants": [tenant, twin]}, DOMAIN
    yield "unknown zone", {"tenants": [tenant | {"timezone": "Europe/Atlantis"}]}, "Europe/Atlantis"
    yield "no such store", {"tenants": [tenant | {"stores": []}]}, tenant["stores"][0]["store_id"]


@pytest.mark.parametrize("directory, word", [case[1:] for case in broken_directories()],
                         ids=[case[0] for case in broken_directories()])
def test_a_broken_directory_is_refused_with_its_reason(home, directory, word):
    home.write_directory(directory)
    for done in (home.run("directory", "check", home.directory), home.run("serve"),
                 home.run("check")):
        assert_fails_saying(done, word or "directory")


def test_directory_check_of_a_good_file_succeeds(home):
    assert DOMAIN in home.do("directory", "check", home.directory)


def test_a_missing_directory_is_named(home):
    home.directory.unlink()
    assert_fails_saying(home.run("serve"), str(home.directory))


@pytest.mark.parametrize("verb", [["serve"], ["check"], ["migrate"],
                                  ["import", "freeswitch", "/dev/null"]])
def test_a_store_that_cannot_be_made_is_named(home, verb):
    home.write_config(store_url=f"sqlite:{home.folder}/nowhere/edgvoip.db")
    assert_fails_saying(home.run(*verb), "nowhere")


def test_a_store_that_is_no_database_is_refused(home):
    (home.folder / "edgvoip.db").write_bytes(b"not a database, but a text. " * 200)
    assert_fails_saying(home.run("migrate"), "edgvoip.db")


def test_a_store_url_of_no_known_kind_is_refused(home):
    home.write_config(store_url="carbon-paper:here")
    assert_fails_saying(home.run("migrate"), "carbon-paper")


def test_migrate_is_harmless_again(home):
    assert home.do("migrate") == home.do("migrate")


def test_a_token_says_who_and_until_when(home):
    claims = home.token().split(".")[1]
    said = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    assert said["sip_domain"] == DOMAIN
    assert said["tenant_id"] == ROME["tenants"][0]["tenant_id"]
    assert said["exp"] - said["iat"] == 3600


def test_a_token_for_an_unknown_domain_is_refused(home):
    assert_fails_saying(home.run("token", "--sip-domain", "nobody.test"), "nobody.test")


@pytest.mark.parametrize("ttl", ["25h", "0s", "-1h", "soon", "1d"])
def test_a_token_that_would_never_be_accepted_is_not_made(home, ttl):
    assert_fails_saying(home.run("token", "--sip-domain", DOMAIN, f"--ttl={ttl}"), "--ttl")


@pytest.mark.parametrize("after", ["soon", "1m", "1m..", "..4m", "4m..1m", "1m...4m", "1m..25h"])
def test_callbacks_that_would_never_come_are_not_simulated(home, after):
    done = home.run("simulate", "--out", "out", f"--callbacks-after={after}", configured=False)
    assert done.returncode == 1
    assert "callbacks" in done.stderr and "after" in done.stderr


def test_a_token_needs_a_signing_key(home):
    home.write_config(auth_signing_key_file="")
    assert_fails_saying(home.run("token", "--sip-domain", DOMAIN), "signing_key_file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_named(home):
    home.folder.chmod(0o500)
    assert_fails_saying(home.run("migrate"), "edgvoip.db")
