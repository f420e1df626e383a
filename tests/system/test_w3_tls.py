"""W3 under TLS, as a browser sees it."""

import signal
import time

import pytest

from processes import PATIENCE_SECONDS
from tls_identity import make_identity, serial_number, trusting


@pytest.fixture
def w3(w3):
    make_identity(w3.folder, "first.example")
    w3.write_config(w3_tls_certificate=str(w3.folder / "certificate.pem"),
                    w3_tls_key=str(w3.folder / "key.pem"))
    w3.tls = trusting(w3.folder)
    return w3


def has_reloaded(w3):
    return '"event":"reloaded"' in w3.log()


def test_the_session_is_for_tls_alone_and_browsers_are_told_to_stay(w3):
    password = w3.add("anna@tls.test")
    with w3.edgvoip.serving(), w3.serving():
        browser = w3.browser()
        answer = browser.log_in("anna@tls.test", password, sip_domain=w3.domain)
        assert answer.status == 200
        assert answer.headers["Set-Cookie"].startswith("__Host-w3_session=")
        assert answer.headers["Set-Cookie"].endswith("; Secure")
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert browser.get("/w3/session").status == 200


def test_a_new_certificate_is_shown_without_ending_sessions(w3):
    with w3.edgvoip.serving(), w3.serving() as process:
        browser = w3.logged_in("anna@tls.test")
        first = serial_number(browser)
        make_identity(w3.folder, "second.example")
        process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not has_reloaded(w3):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        browser.tls = trusting(w3.folder)
        assert serial_number(browser) != first
        assert browser.get("/w3/session").status == 200


def test_a_key_that_is_not_the_certificates_does_not_start(w3):
    certificate = (w3.folder / "certificate.pem").read_bytes()
    make_identity(w3.folder, "other.example")
    (w3.folder / "certificate.pem").write_bytes(certificate)
    failed = w3.run("serve")
    assert failed.returncode == 1
    assert "w3.tls" in failed.stderr
