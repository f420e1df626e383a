"""Whatever the order, the number of copies and the way, the store is that of a clean delivery."""

import random

import pytest

from delivery import Ways, assert_same, clean_store, home_with_spool, legs_in, record_of, simulated
from processes import FREESWITCH


@pytest.fixture(scope="module", params=["simulated", "recorded"])
def records_and_clean(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "simulated":
        directory, records = simulated(folder / "simulated", 500)
    else:
        directory = (FREESWITCH / "directory.json").read_text(encoding="utf-8")
        records = [record_of(path.read_bytes())
                   for path in sorted((FREESWITCH / "json_cdr").rglob("*.json"))]
    return directory, records, clean_store(folder / "clean", directory, records)


def deliver(home, records, random_):
    ways = Ways(home)
    for record in records:
        ways.share(record, random_, copies=random_.randint(1, 5))
    ways.start(random_)
    try:
        ways.await_all()
    finally:
        ways.give_up()
    return ways.deliveries


def test_shuffled_and_repeated_over_three_ways(records_and_clean, tmp_path, capsys):
    directory, records, clean = records_and_clean
    home = home_with_spool(tmp_path / "home", directory)
    with home.serving() as server:
        deliveries = deliver(home, records, random.Random(11))
        assert server.stop() == 0
    rows = assert_same(home.store, clean)
    with capsys.disabled():
        print(f"\nany order: {len(records)} records, {deliveries} deliveries, {rows} rows equal")


def test_b_legs_before_the_legs_they_hang_on(records_and_clean, tmp_path):
    directory, records, clean = records_and_clean
    random_ = random.Random(12)
    b_legs = [record for record in records if record.is_b_leg]
    others = [record for record in records if not record.is_b_leg]
    assert len(b_legs) > 50 and len(others) > 50
    home = home_with_spool(tmp_path / "home", directory)
    with home.serving() as server:
        deliver(home, b_legs, random_)
        assert set(legs_in(home.store)) == {record.uuid for record in b_legs}
        deliver(home, others, random_)
        assert server.stop() == 0
    assert_same(home.store, clean)
