"""Calls recorded by a real FreeSWITCH, against what the phones at both ends measured."""

import csv
import datetime
import functools

import pytest

from processes import FREESWITCH

EVER = "from=2020-01-01&to=2039-01-01"
CLOCK_SECONDS = 1.0  # the two ends stamp a message when they have sent, and when they have read it
DIFFERS = {
    "tx03b": {"t_end"},  # the truth has the root leg's end, the call goes on after it
    "tx04": {"t_end"},
}


def rows():
    """The calls whose records are among the fixtures and that belong to a tenant."""
    with (FREESWITCH / "truth.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file)
                if (FREESWITCH / "json_cdr" / row["a_record"]).is_file() and row["tenant"]]


def as_kept(number):
    """What the phone sent, as a number of Italy is kept; nothing when it was withheld."""
    if number in ("anonymous", "unavailable", ""):
        return None
    if number.startswith("0"):
        return "+39" + number
    return "+" + number if number.startswith("39") and len(number) > 10 else number


@functools.cache
def token(recorded, tenant):
    return recorded.token(f"{tenant}.edgvoip.test")


@pytest.fixture(scope="module")
def call_of(recorded):
    def find(row):
        answer = recorded.server.ask(f"/api/cdr/{row['a_leg_uuid']}",
                                     token(recorded, row["tenant"]))
        assert answer.status == 200, answer.body
        return answer.json
    return find


def seconds(timestamp):
    return datetime.datetime.fromisoformat(timestamp.replace("Z", "+00:00")).timestamp()


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["test_id"])
def test_a_call_is_what_the_phones_measured(call_of, row):
    call = call_of(row)
    differs = DIFFERS.get(row["test_id"], set())
    assert call["direction"] == row["direction"]
    assert call["disposition"] in {row["disposition"], row["disposition_alt"]} - {""}
    assert call["from_uri"] == as_kept(row["caller"])
    if row["direction"] == "in":
        assert call["did_e164"] == as_kept(row["did"])
    assert abs(seconds(call["start_ts"]) - float(row["t_invite"] or seconds(call["start_ts"]))) \
        < CLOCK_SECONDS
    if row["t_end"] and "t_end" not in differs:
        assert abs(seconds(call["end_ts"]) - float(row["t_end"])) < CLOCK_SECONDS
    if call["disposition"] == "ANSWERED":
        assert call["missed_reason"] is None
    else:
        assert call["answer_ts"] is None and call["billsec"] == 0
        assert (call["missed_reason"] is None) == (row["direction"] != "in")


@pytest.mark.parametrize("row", [row for row in rows() if row["disposition"] == "ANSWERED"
                                 and row["direction"] == "in" and row["answered_by"].isdigit()],
                         ids=lambda row: row["test_id"])
def test_the_extension_that_answered_has_the_call(call_of, row):
    call = call_of(row)
    assert call["ext_number"] == call["to_uri"] == row["answered_by"]
    answered = float(row["agent_answer"] or row["t_answer"])
    assert abs(seconds(call["answer_ts"]) - answered) < CLOCK_SECONDS


@pytest.mark.parametrize("tenant", sorted({row["tenant"] for row in rows()}))
def test_there_is_no_call_but_those_that_were_made(recorded, tenant):
    answer = recorded.server.ask(f"/api/cdr?{EVER}&page_size=500", token(recorded, tenant)).json
    made = {row["a_leg_uuid"] for row in rows() if row["tenant"] == tenant}
    found = {call["call_id"] for call in answer["items"]}
    assert found == made


def test_every_record_was_read(recorded):
    files = list((FREESWITCH / "json_cdr").rglob("*.json"))
    assert recorded.counts["read"] == len(files)
    assert recorded.counts["quarantined"] == 0
    assert recorded.counts["merged"] <= len(files) - len({file.name for file in files})
