"""Rows of the KPIs: against nginx with a file of the same size, or the same question in SQL."""

import dataclasses
import json
import random
import statistics

from .data import Tenant, iso
from .http_rows import CONNECTIONS, NGINX, QUESTIONS, against_nginx, mean_body
from .load import load, write_requests
from .outcome import Outcome, Row, Unmeasured, compared
from .plain_sql import PlainSql
from .processes import get, nginx

DAY_US = 86_400 * 1_000_000
YEAR_DAYS = 365
SQL = "the same question in plain SQL"
SUMMARY = Row("summary", "summary of 30 days, mixed filters, any tenant", NGINX, "req/s", 0.4, 0.8)
SUMMARY_30 = Row("summary-30", "the same, the largest tenant", NGINX, "req/s", 0.3, 0.5)
SUMMARY_365 = Row("summary-365", "the same of a year", NGINX, "req/s", 0.2, 0.4)
BY_STORE = Row("by-store", "by store, a year of the largest tenant", SQL, "answers/s", 100, 500)
BY_AGENT = Row("by-agent", "by agent, the same year", SQL, "answers/s", 100, 500)
SERIES = Row("series", "by day, the same year", SQL, "answers/s", 100, 500)
MISSED = Row("missed", "callers due, the first page, the same year", SQL, "answers/s", 20, 100)
MATRIX = Row("summary-matrix", "summary of 1, 30, 365 days × three tenants: the worst of nine",
             NGINX, "req/s", 0.2, 0.4)
YEARS = 6  # different ones in turn
MATRIX_DAYS = (1, 30, YEAR_DAYS)
MATRIX_HEAD = ("tenant", "calls", "days", "µs alone", "req/s", "of nginx", "SQL µs",
               "SQL / alone")


def interval(tenant: Tenant, days: int, chance: random.Random) -> tuple[int, int]:
    """So many days, or nearly all there are, that begin at some millisecond."""
    length = min(days * DAY_US, tenant.last_us - tenant.first_us - DAY_US // 2)
    begin = chance.randint(tenant.first_us, tenant.last_us - length) // 1000 * 1000
    return begin, begin + length // 1000 * 1000


def random_filter(tenant: Tenant, chance: random.Random) -> str:
    """50 % none, 30 % direction, 20 % store."""
    dice = chance.random()
    if dice < 0.5:
        return ""
    if dice < 0.8 or not tenant.stores:
        return "&direction=" + chance.choice(("in", "out", "internal"))
    return "&store_id=" + chance.choice(tenant.stores)


def target(path: str, begin: int, end: int) -> str:
    return f"/api/analytics/{path}from={iso(begin)}&to={iso(end)}"


def summaries(bench, tenants: list[Tenant], days: int, seed: int) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    asked = []
    for _ in range(QUESTIONS):
        tenant = chance.choice(tenants)
        asked.append((bench.tokens.of(tenant), target("summary?", *interval(tenant, days, chance))
                      + random_filter(tenant, chance)))
    return asked


def measure_summary(bench) -> Outcome:
    return against_nginx(bench, SUMMARY, summaries(bench, bench.calls.tenants, 30, 11))


def measure_summary_30(bench) -> Outcome:
    return against_nginx(bench, SUMMARY_30, summaries(bench, [bench.calls.largest], 30, 12))


def measure_summary_365(bench) -> Outcome:
    return against_nginx(bench, SUMMARY_365,
                         summaries(bench, [bench.calls.largest], YEAR_DAYS, 13))


def answer(bench, tenant: Tenant, asked: str) -> dict:
    status, body = get(bench.edgvoip.port, asked, bench.tokens.of(tenant))
    if status != 200:
        raise Unmeasured(f"{asked} was answered {status}: {body[:200]!r}")
    return json.loads(body)


def three_tenants(bench) -> dict[str, Tenant]:
    by_size = sorted(bench.calls.tenants, key=lambda tenant: tenant.calls)
    return {"smallest": by_size[0], "median": by_size[len(by_size) // 2], "largest": by_size[-1]}


def plain_sql(bench) -> PlainSql:
    """Made once a run."""
    if getattr(bench, "plain_sql", None) is None:
        bench.say("copying calls for the statements in plain SQL")
        bench.plain_sql = PlainSql(bench.work / "plain.db", bench.calls,
                                   list(three_tenants(bench).values()))
    return bench.plain_sql


def against_sql(bench, row: Row, path: str, same) -> Outcome:
    """One connection, in turns. `same(answer, rows)`: both say the same of the interval."""
    sql, tenant, chance = plain_sql(bench), bench.calls.largest, random.Random(14)
    years = [interval(tenant, YEAR_DAYS, chance) for _ in range(YEARS)]
    targets = [target(path, *year) for year in years]
    rows, _ = sql.ask(row.name, tenant, *years[0])
    if not same(answer(bench, tenant, targets[0]), rows):
        raise Unmeasured(f"{targets[0]} and the statement do not say the same")
    requests = write_requests(bench.work / f"{row.name}.requests",
                              [(bench.tokens.of(tenant), asked) for asked in targets])
    rounds = []
    for number in range(1 + bench.rounds):
        _, reference = sql.ask(row.name, tenant, *years[number % YEARS])
        ours = load(bench.edgvoip.port, requests, 1, bench.seconds).request_us
        rounds.append((1e6 / reference, 1e6 / ours))
    return compared(row, rounds[1:], tenant_calls=tenant.calls)


def adds_up(**columns: int):
    """Items and rows have the same totals: of these figures, of the columns beside them."""
    return lambda ours, rows: all(
        sum(item[figure] for item in ours["items"]) == sum(row[column] for row in rows)
        for figure, column in columns.items())


def measure_by_store(bench) -> Outcome:
    return against_sql(bench, BY_STORE, "by-store?page_size=500&", adds_up(total=1, missed=3))


def measure_by_agent(bench) -> Outcome:
    return against_sql(
        bench, BY_AGENT, "by-agent?page_size=500&",
        lambda ours, rows: {item["ext"]: item["total"] for item in ours["items"] if item["total"]}
        .items() <= {row[0]: row[1] for row in rows}.items())


def measure_series(bench) -> Outcome:
    return against_sql(bench, SERIES, "series?bucket=day&", adds_up(total=1, answered=2))


def measure_missed(bench) -> Outcome:
    return against_sql(
        bench, MISSED, "missed?only_unique=true&status=due&",
        lambda ours, rows: ours["total"] == (rows[0][-1] if rows else 0)
        and [item["attempts"] for item in ours["items"]] == [row[3] for row in rows])


def matrix_cell(bench, tenant: Tenant, days: int) -> tuple[list[tuple], tuple]:
    """A summary of so many days: under load, like nginx, then alone, and in SQL."""
    chance = random.Random(15)
    intervals = [interval(tenant, days, chance) for _ in range(200)]
    asked = [(bench.tokens.of(tenant), target("summary?", *one)) for one in intervals]
    requests = write_requests(bench.work / "matrix.requests", asked)
    sql, rates, times = plain_sql(bench), [], []
    with nginx(bench.work / "nginx", mean_body(bench, asked)) as port:
        for number in range(1 + bench.rounds):
            reference = load(port, requests, CONNECTIONS, bench.seconds).per_second
            ours = load(bench.edgvoip.port, requests, CONNECTIONS, bench.seconds).per_second
            rates.append((reference, ours))
            alone = load(bench.edgvoip.port, requests, 1, bench.seconds).request_us
            asked_sql = [sql.ask(question, tenant, *intervals[number])[1]
                         for question in ("summary", "due")]
            times.append((alone, sum(asked_sql)))
    return rates[1:], tuple(map(statistics.median, zip(*times[1:])))


def measure_matrix(bench) -> Outcome:
    lines, worst = [], None
    for name, tenant in three_tenants(bench).items():
        for days in MATRIX_DAYS:
            rates, (alone, sql_us) = matrix_cell(bench, tenant, days)
            outcome = compared(MATRIX, rates)
            lines.append((name, f"{tenant.calls:,}", str(days), f"{alone:,.0f}",
                          f"{outcome.edgvoip:,.0f}", f"{outcome.figure:.2f}", f"{sql_us:,.0f}",
                          f"{sql_us / alone:,.0f}"))
            if worst is None or outcome.figure < worst.figure:
                worst = outcome
    return dataclasses.replace(worst, details={"table": [MATRIX_HEAD, *lines]})
