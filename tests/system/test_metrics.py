"""What Prometheus reads of a running server."""

import http.client

import pytest

from processes import FREESWITCH, Home
from prometheus_text import samples
from test_post import of_freeswitch, recorded_posts


def metrics(server):
    """Each sample by its name and labels as they are written."""
    connection = http.client.HTTPConnection("127.0.0.1", server.private_port, timeout=60)
    connection.request("GET", "/metrics")
    answer = connection.getresponse()
    text = answer.read().decode()
    assert answer.status == 200
    assert answer.getheader("Content-Type").startswith("text/plain; version=0.0.4")
    connection.close()
    return samples(text)


def test_records_are_counted_by_source_and_what_became_of_them(tmp_path):
    home = of_freeswitch(tmp_path)
    posts = list(recorded_posts("h1"))
    with home.serving() as server:
        for _ in range(2):
            for query, headers, body in posts:
                assert server.post(body, query, **headers).status == 200
        assert server.post(b"no record").status == 202
        now = metrics(server)
    of = '{source="pbx1"}'
    assert now['edgvoip_ingest_records_read_total{source="pbx1",way="post"}'] == 2 * len(posts)
    stored = now["edgvoip_ingest_legs_stored_total" + of]
    merged = now["edgvoip_ingest_legs_merged_total" + of]
    aside = now["edgvoip_ingest_legs_set_aside" + of]
    assert stored > 0 and stored + merged + aside == 2 * len(posts) and merged >= len(posts)
    assert now['edgvoip_ingest_records_quarantined_total'
               '{reason="not_a_record",source="pbx1",way="post"}'] == 1
    assert now["edgvoip_ingest_lag_seconds_count" + of] == 2 * len(posts)
    assert now['edgvoip_ingest_lag_seconds_bucket{le="+Inf",source="pbx1"}'] == 2 * len(posts)
    assert now['edgvoip_ingest_commits_total{outcome="committed"}'] > 0
    assert now['edgvoip_ingest_commits_total{outcome="failed"}'] == 0
    assert now["edgvoip_ingest_queue_records{}"] == 0


def test_the_store_tells_what_waits_in_it_whoever_put_it_there(tmp_path):
    home = of_freeswitch(tmp_path)
    home.write_directory({"tenants": []})
    with home.serving() as server:
        before = metrics(server)
        counts = home.import_records(FREESWITCH / "http_posts")
        now = metrics(server)
    assert counts["quarantined"] > 0  # heads are no records
    waiting = [now[f'edgvoip_store_pending_legs{{reason="{reason}"}}']
               for reason in ("no_root", "no_tenant", "other")]
    assert sum(waiting) == counts["pending"] and waiting[1] > 0
    assert before['edgvoip_store_pending_legs{reason="no_tenant"}'] == 0
    assert now["edgvoip_store_up{}"] == 1
    assert now['edgvoip_store_bytes{part="database"}'] > 0


def test_requests_are_counted_by_listener_route_and_status(home):
    with home.serving() as server:
        token = home.token()
        for _ in range(3):
            assert server.ask("/api/cdr", token).status == 200
        assert server.ask("/api/cdr/does-not-exist", token).status == 404
        assert server.ask("/api/cdr").status == 401
        metrics(server)
        now = metrics(server)
    name = 'edgvoip_http_requests_total{listener="%s",method="GET",route="%s",status="%d"}'
    assert now[name % ("api", "/api/cdr", 200)] == 3
    assert now[name % ("api", "/api/cdr", 401)] == 1
    assert now[name % ("api", "/api/cdr/{call_id}", 404)] == 1
    assert now[name % ("private", "/metrics", 200)] >= 1
    assert now['edgvoip_http_request_duration_seconds_count{listener="api",route="/api/cdr"}'] == 4
    assert not any("does-not-exist" in sample for sample in now)
    for figure in ("cpu_seconds_total", "resident_memory_bytes", "open_fds", "threads"):
        assert now[f"process_{figure}{{}}"] > 0


def test_they_are_not_on_the_public_port(home):
    with home.serving() as server:
        assert server.ask("/metrics").status == 404
        assert server.ask("/metrics", home.token()).status == 404


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_they_are_only_read(home, method):
    with home.serving() as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.private_port, timeout=60)
        connection.request(method, "/metrics")
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 405 and answer.getheader("Allow") == "GET, HEAD"
        connection.close()


def test_they_need_the_password_where_there_is_one(tmp_path):
    home = Home(tmp_path)
    (tmp_path / "password").write_text("a password of the pbx\n")
    home.write_config(private_user="pbx", private_password_file=str(tmp_path / "password"))
    with home.serving() as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.private_port, timeout=60)
        connection.request("GET", "/metrics")
        assert connection.getresponse().status == 401
        connection.close()
