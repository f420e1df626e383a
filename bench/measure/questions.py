"""What clients ask: tokens and targets."""

import base64
import hashlib
import hmac
import json
import random
import time

from .data import Calls, Tenant, iso

MONTH_US = 30 * 86_400 * 1_000_000
PAGE_SIZE = 50
DISPOSITIONS = ("ANSWERED", "NO_ANSWER", "BUSY", "FAILED")
TOKEN_SECONDS = 12 * 3600


def base64_url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Tokens:
    """One HS256 token a tenant."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self.known: dict[str, str] = {}

    def of(self, tenant: Tenant) -> str:
        if tenant.id not in self.known:
            self.known[tenant.id] = self._signed(tenant)
        return self.known[tenant.id]

    def _signed(self, tenant: Tenant) -> str:
        now = int(time.time())
        claims = {"sip_domain": tenant.sip_domain, "tenant_id": tenant.id, "aud": "edgvoip",
                  "iat": now, "exp": now + TOKEN_SECONDS, "sub": "bench"}
        text = ".".join(base64_url(json.dumps(part).encode())
                        for part in ({"alg": "HS256", "typ": "JWT"}, claims))
        return text + "." + base64_url(
            hmac.new(self.secret, text.encode(), hashlib.sha256).digest())


def random_filter(tenant: Tenant, chance: random.Random) -> str:
    """40 % none, 30 % direction, 20 % disposition, 10 % store."""
    dice = chance.random()
    if dice < 0.4:
        return ""
    if dice < 0.7:
        return "&direction=" + chance.choice(("in", "out", "internal"))
    if dice < 0.9 or not tenant.stores:
        return "&disposition=" + chance.choice(DISPOSITIONS)
    return "&store_id=" + chance.choice(tenant.stores)


def list_target(tenant: Tenant, chance: random.Random) -> str:
    """Thirty days that begin at any millisecond."""
    latest = max(tenant.first_us, tenant.last_us - MONTH_US)
    begin = chance.randint(tenant.first_us, latest)
    return (f"/api/cdr?from={iso(begin)}&to={iso(begin + MONTH_US)}&page_size={PAGE_SIZE}"
            + random_filter(tenant, chance))


def list_questions(tenants: list[Tenant], tokens: Tokens, count: int,
                   chance: random.Random) -> list[tuple[str, str]]:
    """Each of a tenant by chance, all alike, however many calls they have."""
    asked = [chance.choice(tenants) for _ in range(count)]
    return [(tokens.of(tenant), list_target(tenant, chance)) for tenant in asked]


def detail_questions(calls: Calls, tokens: Tokens, count: int,
                     chance: random.Random) -> list[tuple[str, str]]:
    asked = [chance.choice(calls.tenants) for _ in range(count)]
    return [(tokens.of(tenant), f"/api/cdr/{calls.call_id(tenant, chance)}") for tenant in asked]


def deep_target(tenant: Tenant, page: int, chance: random.Random) -> str:
    """Nearly all of the tenant's time: it begins at some millisecond of its first day."""
    begin = tenant.first_us + chance.randint(0, 86_400_000_000)
    return (f"/api/cdr?from={iso(begin)}&to={iso(tenant.last_us + 1_000_000)}"
            f"&page_size={PAGE_SIZE}&page={page}")
