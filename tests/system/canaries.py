"""Twenty tenants with the same calls, in which everything that has a name or number tells its
tenant: the same times, extensions and outcomes, so that a mistake has every chance to show."""

import dataclasses
import json
import pathlib
import re
import shutil

from pbx_socket import PbxSocket, channel, link
from processes import Home

TENANTS = 20
# A word in names, the end of a UUID, an outside number, a DID; the group is the tenant.
CANARY = re.compile(rb"zq(\d\d)v|-c0ffee(\d\d)|3937762(\d\d)\d{3}|39068862(\d\d)\d\d")
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def canaries(text: bytes) -> set[int]:
    """The tenants that a text tells of."""
    return {int(next(filter(None, groups))) for groups in CANARY.findall(text)}


def national(number: str) -> str:
    """An Italian number without the country."""
    return re.sub(r"^(\+39|0039|39(?=\d{8}))", "", number)


def mark_of(tenant: int) -> str:
    """What stands in every name of a tenant."""
    return f"zq{tenant:02}v"


def own_uuid(uuid: str, tenant: int) -> str:
    return f"{uuid[:-12]}c0ffee{tenant:02}{uuid[-4:]}"


@dataclasses.dataclass
class Planted:
    """What a tenant is asked about, by itself and by others."""

    number: int
    entry: dict  # of the directory
    calls: int

    @property
    def live(self) -> int:
        """How many calls go on, each tenant one more than the one before."""
        return self.number + 1

    @property
    def mark(self) -> str:
        return mark_of(self.number)

    @property
    def domain(self) -> str:
        return self.entry["sip_domain"]

    @property
    def stores(self) -> list[str]:
        return [store["store_id"] for store in self.entry["stores"]]

    @property
    def dids(self) -> list[str]:
        return [did["did_e164"] for did in self.entry["dids"]]


class Pattern:
    """The records of one tenant, cut where its names and numbers stand."""

    def __init__(self, folder: pathlib.Path, calls_per_store_per_day: int, seed: int) -> None:
        Home(folder).do("simulate", "--seed", seed, "--tenants", 1, "--stores", 3, "--calls",
                        calls_per_store_per_day, "--from", "2026-03-02T06:00:00Z", "--to",
                        "2026-03-05T20:00:00Z", "--out", folder / "out", "--truth",
                        folder / "truth.jsonl")
        self.entry = json.loads((folder / "out" / "directory.json").read_bytes())["tenants"][0]
        truth = [json.loads(line) for line in (folder / "truth.jsonl").open(encoding="utf-8")]
        self.calls = len(truth)
        dids = [national(did["did_e164"]) for did in self.entry["dids"]]
        numbers = sorted({national(call[name]) for call in truth for name in ("from_uri", "to_uri")
                          if (call[name] or "").startswith("+39")} - set(dids))
        self._places = {number: (kind, at) for kind, known in ((self.did, dids),
                                                               (self.outside_number, numbers))
                        for at, number in enumerate(known)}
        names = sorted({call["from_name"] for call in truth if call["from_name"]
                        and call["from_name"].replace(" ", "").isalnum()
                        and call["from_name"].isascii()}, key=len, reverse=True)
        spellings = {spelt for name in names for spelt in (name, name.replace(" ", "%20"))}
        token = re.compile("|".join([f"({UUID}", *sorted(spellings, key=len, reverse=True),
                                     self.entry["sip_domain"], self.entry["account_codes"][0],
                                     r"(?<!\d)\d{8,16}(?!\d))"]))
        paths = sorted((folder / "out" / "records").rglob("*.json"))
        self._records = [(path.parts[-3], token.split(path.read_text(encoding="utf-8")))
                         for path in paths]
        self._tokens = {word for _, record in self._records for word in record[1::2]}
        self._alone_id = next(call["call_id"] for call in truth if call["records"] == 1)
        self._alone = next(record for path, record in zip(paths, self._records)
                           if self._alone_id in path.name)
        shutil.rmtree(folder / "out")

    def _own(self, word: str, tenant: int) -> str:
        """What stands at a cut in the records of a tenant."""
        if re.fullmatch(UUID, word):
            return own_uuid(word, tenant)
        if word == self.entry["sip_domain"]:
            return self.domain(tenant)
        if word == self.entry["account_codes"][0]:
            return mark_of(tenant)
        if not word.isdigit():
            return word + mark_of(tenant)
        if national(word) not in self._places:
            return word
        kind, at = self._places[national(word)]
        return word.removesuffix(national(word)) + kind(at, tenant)

    @staticmethod
    def domain(tenant: int) -> str:
        return f"{mark_of(tenant)}.edgvoip.test"

    @staticmethod
    def did(at: int, tenant: int) -> str:
        return f"068862{tenant:02}{at:02}"

    @staticmethod
    def outside_number(at: int, tenant: int) -> str:
        return f"37762{tenant:02}{at:03}"

    def plant(self, tenant: int, folder: pathlib.Path) -> Planted:
        """Writes the tenant's records below a folder a day. Each tenant has one call more than the
        one before."""
        own = {word: self._own(word, tenant) for word in self._tokens}
        records = [(day, list(record)) for day, record in self._records]
        for copy in range(tenant):
            day, again = self._alone[0], list(self._alone[1])
            fresh = f"{copy:08x}{self._alone_id[8:]}"
            again[1::2] = [word.replace(self._alone_id, fresh) for word in again[1::2]]
            own[fresh] = own_uuid(fresh, tenant)
            records.append((day, again))
        for at, (day, record) in enumerate(records):
            record[1::2] = [own[word] for word in record[1::2]]
            path = folder / day / f"{tenant}-{at}.cdr.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(record), encoding="utf-8")
        return Planted(tenant, self._entry_of(tenant), self.calls + tenant)

    def _entry_of(self, tenant: int) -> dict:
        mark = mark_of(tenant)
        text = re.sub(UUID, lambda found: own_uuid(found[0], tenant), json.dumps(self.entry))
        entry = json.loads(text)
        entry |= {"sip_domain": self.domain(tenant), "name": f"{entry['name']} {mark}",
                  "pbx_contexts": [f"{mark}-*"], "account_codes": [mark]}
        for store in entry["stores"]:
            store["name"] += f" {mark}"
        for extension in entry["extensions"]:
            extension["user_id"] += f"-{mark}"
            extension["display_name"] += f" {mark}"
        for at, did in enumerate(entry["dids"]):
            did["did_e164"] = f"+39{self.did(at, tenant)}"
            did["label"] += f" {mark}"
        return entry


def live_channel(tenant: Planted, at: int) -> dict:
    """A call that goes on, as the PBX lists it."""
    return channel(own_uuid(f"{at:08x}-0000-4000-8000-000000000000", tenant.number),
                   caller=f"+39{Pattern.outside_number(at, tenant.number)}",
                   did=tenant.dids[at % len(tenant.dids)], cid_name=f"Chi chiama {tenant.mark}")


def planted_home(folder: pathlib.Path, calls_per_store_per_day: int, seed: int) -> Home:
    """A home with all tenants imported, and them as `home.tenants`; `home.pbx` has calls of each
    that go on."""
    pattern_folder = folder / "pattern"
    pattern_folder.mkdir()
    pattern = Pattern(pattern_folder, calls_per_store_per_day, seed)
    home = Home(folder)
    home.tenants = [pattern.plant(tenant, folder / "records") for tenant in range(TENANTS)]
    home.write_directory({"tenants": [tenant.entry for tenant in home.tenants]})
    for day in sorted((folder / "records").iterdir()):  # each is a change of its own
        counts = home.import_records(day)
        assert counts["read"] == counts["stored"] and counts["pending"] == 0, counts
    shutil.rmtree(folder / "records")
    home.pbx = PbxSocket()
    home.pbx.channels = [live_channel(tenant, at)
                         for tenant in home.tenants for at in range(tenant.live)]
    link(home, home.pbx)
    return home
