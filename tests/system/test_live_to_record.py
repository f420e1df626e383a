"""A live call is what its record will be: the simulated PBX tells both, edgvoip shows both."""

import json
import subprocess
import time

import pytest

from delivery import LONG, await_that
from pbx_socket import PbxSocket
from processes import PATIENCE_SECONDS, PROGRAM, Home
from test_live import Listener

SEED = ("--seed", "11", "--tenants", "2", "--stores", "6", "--calls", "5000", "--always-open")
CALLS_WANTED = 60 if LONG else 20
PARTIES = ("direction", "from_uri", "did_e164", "start_ts")


@pytest.fixture
def chain(tmp_path):
    """A simulated PBX, and a home whose server hears it and takes its records in."""
    spool = tmp_path / "spool"
    password = tmp_path / "password"
    password.write_text("of a simulated PBX\n")
    # Calls have been going on for ten minutes: some of them end soon.
    since = time.strftime("%Y-%m-%dT%H:%M:00Z", time.gmtime(time.time() - 600))
    pbx = subprocess.Popen(
        [PROGRAM, "simulate", *SEED, "--from", since, "--to", since, "--out", tmp_path / "out",
         "--follow", spool, "--event-socket", "127.0.0.1:0",
         "--event-socket-password-file", password],
        stdout=subprocess.PIPE, text=True)
    try:
        pbx.stdout.readline()  # what was simulated before: nothing
        address = pbx.stdout.readline().split()[-1]
        home = Home(tmp_path, (tmp_path / "out/directory.json").read_text(encoding="utf-8"))
        home.write_config(live_kind="freeswitch", live_address=address,
                          live_password_file=str(password),
                          more=f'[[source]]\nname = "pbx1"\nkind = "freeswitch-spool"\n'
                               f'path = "{spool}"\n')
        yield home
    finally:
        pbx.terminate()
        pbx.wait(PATIENCE_SECONDS)


def domains(home):
    tenants = json.loads(home.directory.read_text(encoding="utf-8"))["tenants"]
    return [tenant["sip_domain"] for tenant in tenants]


def without_fraction(instant):
    return instant and instant[:19]


def test_every_live_call_ends_as_the_record_with_its_id(chain):
    with chain.serving() as server:
        tokens = [chain.token(domain) for domain in domains(chain)]
        PbxSocket.await_link(server, tokens[0])
        listeners = [Listener(server, token) for token in tokens]
        last: dict[str, tuple[str, dict]] = {}  # what was last said of each call, and to whom
        ended: dict[str, bool] = {}  # whether a person had answered
        listed: set[str] = set()  # known from the PBX's list, which tells less
        held: set[str] = set()
        seen = [0] * len(listeners)

        def take():
            for i, (listener, token) in enumerate(zip(listeners, tokens)):
                while seen[i] < len(listener.events):
                    name, data = listener.events[seen[i]]
                    seen[i] += 1
                    listed.update(call["call_id"] for call in data.get("items", []))
                    for call in data.get("items", []) + ([data["call"]] if "call" in data else []):
                        last[call["call_id"]] = (token, call)
                        if call["state"] == "held":
                            held.add(call["call_id"])
                            assert "held" in [each["state"] for each in call["exts"]], call
                    if name == "call-ended":
                        ended[data["call_id"]] = last[data["call_id"]][1]["answer_ts"] is not None
            return len(ended) >= CALLS_WANTED and held

        until_long = time.monotonic() + 240
        while not take():
            assert time.monotonic() < until_long, f"only {len(ended)} calls have ended, of {held}"
            time.sleep(0.1)
        for listener in listeners:
            listener.close()
        for call_id, was_answered in ended.items():
            token, live = last[call_id]
            record = await_that(lambda: (answer := server.ask(f"/api/cdr/{call_id}", token)).status
                                == 200 and answer.json, f"no record of {live}")
            for member in PARTIES:
                if member == "start_ts":  # the PBX's list has whole seconds
                    assert without_fraction(record[member]) == without_fraction(live[member])
                else:
                    assert record[member] == live[member], (member, live, record)
            if call_id not in listed:
                assert (record["disposition"] == "ANSWERED") == was_answered, (live, record)
                assert record["store_id"] == live["store_id"], (live, record)
            if call_id in held:
                assert record["disposition"] == "ANSWERED", (live, record)
            if was_answered and call_id not in listed:
                assert record["ext_number"] == live["ext_number"]
