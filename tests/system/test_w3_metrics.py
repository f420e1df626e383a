"""What Prometheus reads of a running w3suite."""

import re
import time

import pytest

from processes import PATIENCE_SECONDS
from prometheus_text import samples
from w3_home import Browser, W3Home


def figures(home):
    """Each sample by its name and labels as they are written."""
    answer = Browser(home.private_port).get("/metrics")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return samples(answer.body.decode(), names="[a-z0-9_]+")


def await_figures(home, condition):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition(now := figures(home)):
        assert time.monotonic() < deadline, now
        time.sleep(0.05)
    return now


def test_requests_logins_and_sessions_are_counted(chain):
    browser = chain.logged_in("anna@figures.test")
    before = figures(chain)
    for _ in range(2):
        assert browser.get("/api/cdr").status == 200
    assert browser.get("/api/cdr/does-not-exist").status == 404
    assert chain.browser().get("/w3/people").status == 401
    assert chain.browser().get("/chiamate").status == 200
    assert chain.browser().log_in("anna@figures.test", "wrong",
                                  sip_domain=chain.domain).status == 401
    now = figures(chain)

    def grown(name):
        return now[name] - before.get(name, 0)

    name = 'w3suite_http_requests_total{listener="site",method="GET",route="%s",status="%d"}'
    assert grown(name % ("/api/{first}", 200)) == 2
    assert grown(name % ("/api/{first}/{second}", 404)) == 1
    assert grown(name % ("/w3/people", 401)) == 1
    assert grown(name % ("page", 200)) == 1
    assert grown('w3suite_http_request_duration_seconds_count'
                 '{listener="site",route="/api/{first}"}') == 2
    assert not any("does-not-exist" in sample for sample in now)
    assert grown('w3suite_logins_total{outcome="refused"}') == 1
    assert grown('w3suite_logins_total{outcome="accepted"}') == 0
    assert now['w3suite_logins_total{outcome="accepted"}'] >= 1
    assert now["w3suite_sessions{}"] >= 1 and now["w3suite_store_up{}"] == 1
    chain.logged_in("berta@figures.test")
    later = figures(chain)
    assert later["w3suite_sessions{}"] == now["w3suite_sessions{}"] + 1
    for figure in ("cpu_seconds_total", "resident_memory_bytes", "open_fds", "threads"):
        assert now[f"process_{figure}{{}}"] > 0
    assert any(sample.startswith("w3suite_build_info{version=") for sample in now)


def test_lock_outs_are_counted_once(w3):
    with w3.serving():
        for status in [401] * 5 + [429, 429]:
            assert w3.browser().log_in("nobody@figures.test", "wrong",
                                       sip_domain=w3.domain).status == status
        now = figures(w3)
    assert now['w3suite_logins_total{outcome="refused"}'] == 5
    assert now['w3suite_logins_total{outcome="delayed"}'] == 2
    assert now["w3suite_lock_outs_total{}"] == 1


def test_exports_are_counted_by_how_they_end(chain):
    browser = chain.logged_in("carla@figures.test")
    before = figures(chain)
    order = {"format": "csv", "language": "it", "columns": ["call_id"], "query": ""}
    started = browser.post("/w3/exports", order)
    assert started.status == 202, started.body
    done = 'w3suite_exports_total{outcome="done"}'
    now = await_figures(chain, lambda now: now[done] == before[done] + 1)
    assert now["w3suite_exports_running{}"] == 0
    assert now["w3suite_exports_bytes{}"] > 0


def test_the_follower_says_when_edgvoip_is_away(tmp_path):
    home = W3Home(tmp_path, days=1, calls=10)
    of = f'{{tenant="{home.domain}"}}'
    with home.serving():
        away = await_figures(home, lambda now: now["w3suite_follow_failures_total" + of] > 0)
        assert away["w3suite_follow_up" + of] == 0
        with home.edgvoip.serving():
            back = await_figures(home, lambda now: now["w3suite_follow_up" + of] == 1)
            assert back["w3suite_follow_failures_total" + of] >= 1
            await_figures(home, lambda now: now["w3suite_callbacks_open" + of] > 0)
            await_figures(home, lambda now: now["w3suite_follow_behind_seconds" + of] < 10)


def test_pages_that_listen_are_counted(chain):
    browser = chain.logged_in("dora@figures.test")
    connection = browser.connection()
    connection.request("GET", "/w3/callbacks/events", headers={"Cookie": browser.cookie})
    assert connection.getresponse().status == 200
    assert figures(chain)["w3suite_listeners{}"] >= 1
    connection.close()


def test_they_are_on_the_private_port_alone_and_only_read(chain):
    browser = chain.logged_in("elsa@figures.test")
    assert "w3suite_" not in browser.get("/metrics").body.decode()
    assert Browser(chain.private_port).get("/else").status == 404
    refused = Browser(chain.private_port).send("POST", "/metrics")
    assert refused.status == 405 and refused.headers["Allow"] == "GET, HEAD"


def test_they_need_the_password_where_there_is_one(w3, tmp_path):
    (tmp_path / "password").write_text("a password of the figures\n", encoding="utf-8")
    (tmp_path / "password").chmod(0o600)
    w3.write_config(private_user="prometheus",
                    private_password_file=str(tmp_path / "password"))
    with w3.serving():
        assert Browser(w3.private_port).get("/metrics").status == 401


@pytest.mark.parametrize("listen,said", [("0.0.0.0:0", "private.listen '0.0.0.0:0'"),
                                         ("nowhere", "private.listen")])
def test_a_listener_that_cannot_be_is_named(w3, listen, said):
    w3.write_config(private_listen=listen)
    done = w3.run("serve")
    assert done.returncode == 1 and said in done.stderr


def test_none_is_there_when_it_is_not_wished(w3):
    w3.write_config(private_listen="")
    with w3.serving():
        with pytest.raises(OSError):
            Browser(w3.private_port).get("/metrics")
