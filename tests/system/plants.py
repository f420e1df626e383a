"""Things that must never be in a log, and every disguise in which they could be there."""

import base64
import hashlib
import hmac
import json
import time
import urllib.parse

SECRET = "planted-hs256-secret-of-the-server-6d1f"
OTHER_SECRET = "planted-hs256-secret-of-somebody-91ab"
PASSWORD = "planted-password-of-the-private-listener"
PBX_PASSWORD = "planted-password-of-the-event-socket"


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def signed(claims: dict, secret: str) -> str:
    head = base64url(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    body = base64url(json.dumps(claims).encode())
    mac = hmac.digest(secret.encode(), f"{head}.{body}".encode(), hashlib.sha256)
    return f"{head}.{body}.{base64url(mac)}"


def tokens(tenant: dict) -> dict[str, str]:
    """One of each kind that a client may bring."""
    now = int(time.time())
    good = {"sip_domain": tenant["sip_domain"], "tenant_id": tenant["tenant_id"],
            "aud": "edgvoip", "iat": now - 60, "exp": now + 3600}
    return {
        "good": signed(good, SECRET),
        "expired": signed(good | {"iat": now - 7200, "exp": now - 3600}, SECRET),
        "of another": signed(good | {"sub": "another"}, OTHER_SECRET),
        "of no tenant": signed(good | {"sip_domain": "nobody.edgvoip.test"}, SECRET),
        "of strange claims": signed(good | {"store_ids": 5}, SECRET),
    }


class Numbers:
    """Whole phone numbers, each used in one place only, so that a leak tells where it sprang."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def at(self, place: str) -> str:
        """E.164 of an Italian mobile number that looks like nothing else."""
        return self.places.setdefault(place, f"+3934{len(self.places) * 7919 + 71300519:08}")


def disguises(value: str) -> set[str]:
    """The value itself, percent-encoded, in hexadecimal, and in base64 wherever it begins."""
    data = value.encode()
    found = {value, urllib.parse.quote(value, safe=""), "".join(f"%{byte:02X}" for byte in data),
             "".join(f"%{byte:02x}" for byte in data), data.hex()}
    for before in range(3):
        # The characters that only bits of the value decide.
        coded = base64.b64encode(b"\0" * before + data)
        inner = coded[-(-before * 8 // 6):(before + len(data)) * 8 // 6].decode()
        found |= {inner, inner.replace("+", "-").replace("/", "_")}
    return found


def planted(numbers: Numbers, given: dict[str, str]) -> dict[str, str]:
    """What is looked for, by what it is; of a number what is dialled inside its country."""
    found = {"the secret": SECRET, "the other secret": OTHER_SECRET, "the password": PASSWORD,
             "the password of the PBX": PBX_PASSWORD}
    for kind, token in given.items():
        _, payload, signature = token.split(".")
        found |= {f"the payload of the token {kind}": payload,
                  f"the signature of the token {kind}": signature}
    found |= {f"the number at {place}": number.removeprefix("+39")
              for place, number in numbers.places.items()}
    return found


def leaks(text: str, found: dict[str, str]) -> list[str]:
    return [f"{what} as {disguise}" for what, value in found.items()
            for disguise in disguises(value) if disguise in text]
