"""Whatever the order, the number of copies and the way, the store is that of a clean delivery."""

import json
import random
import urllib.parse

import pytest

from delivery import Ways, clean, is_b_leg, legs_in, receiving, same, simulated, stored
from processes import FREESWITCH


def recorded():
    """The records of a real FreeSWITCH that are plain JSON; the others are the same legs again."""
    bodies = [path.read_bytes() for path in sorted((FREESWITCH / "json_cdr").rglob("*.json"))]
    return [(urllib.parse.unquote(json.loads(body)["variables"]["uuid"]), body)
            for body in bodies if body.startswith(b"{")]


@pytest.fixture(scope="module", params=["simulated", "recorded"])
def chain(request, tmp_path_factory):
    """A directory, records, and what the store has after one import of them."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "clean").mkdir()
    if request.param == "simulated":
        directory, records = simulated(folder, 600, seed=3)
    else:
        directory = (FREESWITCH / "directory.json").read_text(encoding="utf-8")
        records = recorded()
    return directory, records, clean(folder / "clean", directory, records)


def deliver(home, records, seed, shuffled=True):
    """Each record one to five times, each copy by any way."""
    ways = Ways(home, random.Random(seed))
    for record in records:
        ways.share(record, copies=ways.random.randint(1, 5))
    ways.start(shuffled)
    try:
        ways.await_all()
    finally:
        ways.pace.end()
    return ways.deliveries


@pytest.mark.parametrize("seed", [11, 12])
def test_shuffled_and_repeated_over_three_ways(chain, tmp_path, capsys, seed):
    directory, records, expected = chain
    home = receiving(tmp_path, directory)
    with home.serving() as server:
        deliveries = deliver(home, records, seed)
        assert server.stop() == 0
    assert same(stored(home), expected)
    with capsys.disabled():
        print(f"\n{len(records)} records in {deliveries} deliveries: "
              f"{sum(len(rows) for rows in expected.values())} rows equal")


def test_backwards(chain, tmp_path):
    directory, records, expected = chain
    home = receiving(tmp_path, directory)
    with home.serving() as server:
        deliver(home, records[::-1], seed=13, shuffled=False)
        assert server.stop() == 0
    assert same(stored(home), expected)


def test_every_b_leg_before_the_legs_they_hang_on(chain, tmp_path):
    directory, records, expected = chain
    b_legs = [record for record in records if is_b_leg(record)]
    others = [record for record in records if not is_b_leg(record)]
    assert len(b_legs) > 50 and len(others) > 50
    home = receiving(tmp_path, directory)
    with home.serving() as server:
        deliver(home, b_legs, seed=14)
        assert set(legs_in(stored(home))) == {uuid for uuid, _ in b_legs}
        deliver(home, others, seed=15)
        assert server.stop() == 0
    assert same(stored(home), expected)
