"""Rows that are asked for over HTTP, against nginx with a file of the same size, or page 1."""

import json
import random
import statistics

from . import questions
from .footprint import resident_bytes
from .load import load, write_requests
from .outcome import Outcome, Row, Unmeasured, absolute, compared, unmeasured
from .processes import get, nginx

CONNECTIONS = 32
QUESTIONS = 4000
DEEP_QUESTIONS = 20
DEEP_PAGE = 10_000
SAMPLES = 300

NGINX = "nginx, a file of the same size"
LIST = Row("list", "/api/cdr page of 50, mixed filters, any tenant", NGINX, "req/s", 0.15, 0.40)
LIST_LARGE = Row("list-large", "the same, the largest tenant", NGINX, "req/s", 0.12, 0.30)
DEEP = Row("deep", "a page far behind of the largest tenant", "page 1, same filters", "µs", 2, 1.2,
           smaller_is_better=True)
DETAIL = Row("detail", "/api/cdr/{call_id}", NGINX, "req/s", 0.4, 0.7)
MEMORY = Row("memory", "the index without texts, a call held", "–", "B", 96, 64,
             smaller_is_better=True)
INDEX_PARTS = ("columns", "id_map", "number_map", "due_misses", "sums", "chunk_list")


def mean_body(bench, asked: list[tuple[str, str]]) -> bytes:
    """A body as long as the answers are on average; of the first questions, which must succeed."""
    bodies = []
    for token, target in asked[:SAMPLES]:
        status, body = get(bench.edgvoip.port, target, token)
        if status != 200:
            raise Unmeasured(f"{target} was answered {status}: {body[:200]!r}")
        bodies.append(body)
    size = round(statistics.mean(map(len, bodies)))
    longest = max(bodies, key=len)
    return (longest * (size // len(longest) + 1))[:size]


def against_nginx(bench, row: Row, asked: list[tuple[str, str]]) -> Outcome:
    """The very same requests for both, in turns."""
    requests = write_requests(bench.work / f"{row.name}.requests", asked)
    body = mean_body(bench, asked)
    rounds, latencies = [], []
    with nginx(bench.work / "nginx", body) as port:
        for _ in range(1 + bench.rounds):
            reference = load(port, requests, CONNECTIONS, bench.seconds)
            ours = load(bench.edgvoip.port, requests, CONNECTIONS, bench.seconds)
            rounds.append((reference.per_second, ours.per_second))
            latencies.append((ours.p50_us, ours.p99_us))
    p50, p99 = map(statistics.median, zip(*latencies[1:]))
    return compared(row, rounds[1:], body_bytes=len(body), requests=len(asked),
                    p50_us=p50, p99_us=p99)


def measure_list(bench) -> Outcome:
    chance = random.Random(1)
    return against_nginx(bench, LIST, questions.list_questions(
        bench.calls.tenants, bench.tokens, QUESTIONS, chance))


def measure_list_large(bench) -> Outcome:
    chance = random.Random(2)
    return against_nginx(bench, LIST_LARGE, questions.list_questions(
        [bench.calls.largest], bench.tokens, QUESTIONS, chance))


def measure_detail(bench) -> Outcome:
    chance = random.Random(3)
    return against_nginx(bench, DETAIL, questions.detail_questions(
        bench.calls, bench.tokens, QUESTIONS, chance))


def check_deep(bench, token: str, target: str, page: int) -> None:
    """Both pages must be full, else one has less to do than the other."""
    for number in (1, page):
        status, body = get(bench.edgvoip.port, target.replace(f"page={page}", f"page={number}"),
                           token)
        if status != 200 or len(json.loads(body)["items"]) != questions.PAGE_SIZE:
            raise Unmeasured(f"page {number} of {target} is not a full page ({status})")


def measure_deep(bench) -> Outcome:
    """One connection, in turns. A small store has no page 10,000: then one near its end."""
    chance = random.Random(4)
    tenant = bench.calls.largest
    page = min(DEEP_PAGE, tenant.calls * 9 // 10 // questions.PAGE_SIZE)
    token = bench.tokens.of(tenant)
    deep = [questions.deep_target(tenant, page, chance) for _ in range(DEEP_QUESTIONS)]
    check_deep(bench, token, deep[0], page)
    files = [write_requests(bench.work / f"deep-{number}.requests",
                            [(token, target.replace(f"&page={page}", f"&page={number}"))
                             for target in deep])
             for number in (1, page)]
    rounds = [tuple(load(bench.edgvoip.port, file, 1, bench.seconds).request_us for file in files)
              for _ in range(1 + bench.rounds)]
    return compared(DEEP, rounds[1:], page=page, tenant_calls=tenant.calls)


def index_figures(metrics: str) -> dict[str, float]:
    """`edgvoip_index_…` and its value, tenants added up."""
    figures: dict[str, float] = {}
    for line in metrics.splitlines():
        if line.startswith("edgvoip_index_"):
            name, value = line.rsplit(" ", 1)
            figures[name] = figures.get(name, 0) + float(value)
    return figures


def measure_memory(bench) -> Outcome:
    resident = resident_bytes(bench.server.pid)
    figures = index_figures(bench.edgvoip.metrics())
    held = figures.get("edgvoip_index_calls", 0)
    if not held:
        return unmeasured(MEMORY, f"no edgvoip_index_calls in /metrics; resident: "
                                  f"{resident / 2**20:,.0f} MiB", resident_bytes=resident)
    parts = [value for name, value in figures.items()
             if any(f'part="{part}"' in name for part in INDEX_PARTS)]
    return absolute(MEMORY, sum(parts) / held, resident_bytes=resident, calls=held,
                    index=figures)
