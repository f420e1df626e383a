"""Simulated calls as patterns for calls with somebody, of a kind and at a moment of a test."""

import datetime
import json
import pathlib
import re
import shutil
import urllib.parse

from processes import Home, Server

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MICROS = re.compile(r"(?<!\d)1[78]\d{14}(?!\d)")
SECONDS = re.compile(r"(?<!\d)1[78]\d{8}(?!\d)")


def parse(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


def ago(**of) -> datetime.datetime:
    return now() - datetime.timedelta(**of)


class Call:
    """The records of one call, the root's last, as the PBX writes them."""

    def __init__(self, call_id: str, records: dict[str, str]) -> None:
        self.call_id = call_id
        self.records = records

    def post(self, server: Server) -> None:
        for leg, record in self.records.items():
            answer = server.post(record.encode(), f"?uuid={leg}")
            assert answer.status == 200, answer.body


class Patterns:
    def __init__(self, folder: pathlib.Path, *arguments) -> None:
        """Of a simulation with these arguments, which decide who the tenants are."""
        made = folder / "patterns"
        Home(folder).do("simulate", *arguments, "--out", made)
        truth = (made / "truth.jsonl").read_text(encoding="utf-8")
        self.calls = [json.loads(line) for line in truth.splitlines()]
        self.texts = {}
        for path in (made / "records").rglob("*.json"):
            self.texts[UUID.search(path.name).group()] = path.read_text(encoding="utf-8")
        shutil.rmtree(made)
        self.made = 0

    def find(self, domain: str, scenario: str, **wanted) -> dict:
        """The first call of a kind; `billsec` is a range, other members are what they are."""
        def fits(call):
            return all(call[name] in value if name == "billsec" else call[name] == value
                       for name, value in wanted.items())
        return next(call for call in self.calls
                    if call["sip_domain"] == domain and call["scenario"] == scenario and fits(call))

    def at(self, when: datetime.datetime, pattern: dict, written: str | None = None) -> Call:
        """The call once more, begun then, with new ids; `written` is how the PBX says the number
        of the outside party."""
        delta = when - parse(pattern["start_ts"])
        self.made += 1
        mark = f"{self.made:04x}"
        outside = pattern["from_uri" if pattern["direction"] == "in" else "to_uri"]

        def changed(text: str) -> str:
            text = UUID.sub(lambda found: found.group()[:-4] + mark, text)
            text = MICROS.sub(lambda found: str(int(found.group()) +
                                                delta // datetime.timedelta(microseconds=1)), text)
            text = SECONDS.sub(lambda found: str(int(found.group()) +
                                                 round(delta.total_seconds())), text)
            if written is None:
                return text
            # With its country code, with 00 or a plus in front, or as it is dialled in Italy.
            digits = outside.removeprefix("+")
            inside = f"(39)?{digits[2:]}" if digits.startswith("39") else digits
            return re.sub(rf"(%2B|\+|00)?{inside}(?!\d)", urllib.parse.quote(written, safe=""),
                          text)

        own = [(uuid, text) for uuid, text in self.texts.items() if pattern["call_id"] in text]
        own.sort(key=lambda item: item[0] == pattern["call_id"])
        return Call(pattern["call_id"][:-4] + mark,
                    {uuid[:-4] + mark: changed(text) for uuid, text in own})
