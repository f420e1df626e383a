"""What a PBX says of a call, as it was recorded, with gaps for other calls.

A call from outside that rings a phone, is answered, held, taken back and hung up. A hold was not
recorded: its events are the phone's answer under another name, since each event says all that is
known of its channel."""

import json
import pathlib
import re

from .outcome import Unmeasured

EVENTS = "05_events_json_four_kinds.server.txt"
LIST = "10_live_show_ringing.server.txt"
# The recorded call.
A_LEG = "765468ed-55ea-4d7f-ab5a-68e178192f02"
B_LEG = "37e57a2c-f876-4405-bd71-e4bd077e3c5a"
NUMBER = "3928996552"
TENANT = "demo-a.edgvoip.test"

# Texts by name: the leg and the event's name.
RECORDED = {
    "create_a": (A_LEG, "CHANNEL_CREATE"),
    "create_b": (B_LEG, "CHANNEL_CREATE"),
    "answer_b": (B_LEG, "CHANNEL_ANSWER"),
    "answer_a": (A_LEG, "CHANNEL_ANSWER"),
    "bridge_a": (A_LEG, "CHANNEL_BRIDGE"),
    "end_b": (B_LEG, "CHANNEL_HANGUP_COMPLETE"),
    "end_a": (A_LEG, "CHANNEL_HANGUP_COMPLETE"),
}
HOLD = {"hold_b": ("CHANNEL_HOLD", "HELD"), "unhold_b": ("CHANNEL_UNHOLD", "ACTIVE")}


def frame_bodies(file: pathlib.Path):
    """Of the frames that have one."""
    said = file.read_bytes()
    at = 0
    while at < len(said):
        end = said.index(b"\n\n", at) + 2
        length = re.search(rb"^Content-Length: (\d+)$", said[at:end], re.MULTILINE)
        at = end + int(length[1]) if length else end
        if length:
            yield said[end:at].decode()


def with_gaps(text: str) -> str:
    for recorded, gap in ((A_LEG, "{{a}}"), (B_LEG, "{{b}}"), (NUMBER, "{{number}}")):
        text = text.replace(recorded, gap)
    return text


def event_with_gaps(text: str) -> str:
    """Whatever happened to the call before did so when it began."""
    text = re.sub(r'("Event-Date-Timestamp":")\d{16}"', r'\1{{now}}"', with_gaps(text))
    return re.sub(r'"1795359\d{9}"', '"{{created}}"', text)


def row_with_gaps(row: dict) -> str:
    row = row | {"created_epoch": "{{created_s}}", "callstate": "{{state}}"}
    return with_gaps(json.dumps(row, separators=(",", ":")))


def held_or_not(answer: str, name: str, state: str) -> str:
    text, names = re.subn('"Event-Name":"CHANNEL_ANSWER"', f'"Event-Name":"{name}"', answer)
    text, states = re.subn('"Channel-Call-State":"RINGING"', f'"Channel-Call-State":"{state}"',
                           text)
    if names != 1 or states != 1:
        raise Unmeasured("the recorded answer is another one")
    return text


def texts_of(recordings: pathlib.Path) -> dict[str, str]:
    """By name."""
    events = {}
    for body in frame_bodies(recordings / EVENTS):
        event = json.loads(body)
        events[event.get("Unique-ID"), event["Event-Name"]] = body
    texts = {name: event_with_gaps(events[key]) for name, key in RECORDED.items()}
    for name, (event, state) in HOLD.items():
        texts[name] = held_or_not(texts["answer_b"], event, state)
    longest = max(len(texts[name].encode()) for name in HOLD)
    for name in HOLD:  # equally long, so that a bare program can tell events apart by counting
        texts[name] += " " * (longest - len(texts[name].encode()))
    rows = {row["uuid"]: row for row in json.loads(next(frame_bodies(recordings / LIST)))["rows"]}
    return texts | {"row_a": row_with_gaps(rows[A_LEG]), "row_b": row_with_gaps(rows[B_LEG])}


def write_texts(recordings: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts_of(recordings).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def write_holds(texts: pathlib.Path, folder: pathlib.Path, count: int) -> pathlib.Path:
    """The bodies of so many events of holds, a file each, as the load says them."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = (texts / ("unhold_b" if number % 2 else "hold_b")).read_text(encoding="utf-8")
        for gap, value in (("a", f"{number:08x}{A_LEG[8:]}"), ("b", f"{number:08x}{B_LEG[8:]}"),
                           ("number", f"39{number:08}"), ("created", "1795359616451868"),
                           ("now", "1795359617431966")):
            text = text.replace("{{" + gap + "}}", value)
        (folder / f"{number:06}.json").write_text(text, encoding="utf-8", newline="")
    return folder
