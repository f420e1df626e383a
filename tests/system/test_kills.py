"""Killed at random moments while records come by every way, nothing is lost and nothing doubled."""

import os
import random
import shutil
import statistics
import time

from delivery import (LONG, Ways, assert_same, clean_store, copy_of_store, home_with_spool,
                      legs_in, simulated)

KILLS = 200 if LONG else 20
RECORDS = 10_000 if LONG else 2_000
LOOKED_AT_EACH = 10 if LONG else 4  # every so many kills the store is looked at as it was left
SEED = int(os.environ.get("EDGVOIP_SEED", "20260331"))
MOMENT_SECONDS = 0.35
DURING_START = 0.15  # so many of the kills hit a server that is still starting


def test_killed_at_random_moments_it_keeps_every_record_once(tmp_path, capsys):
    random_ = random.Random(SEED)
    directory, records = simulated(tmp_path / "simulated", RECORDS)
    home = home_with_spool(tmp_path / "home", directory)
    ways = Ways(home)
    for record in records:
        ways.share(record, random_)
    ways.start(random_)
    moments, looked_at, acknowledged_at_kills = [], 0, []
    try:
        for kill in range(KILLS):
            begun = time.monotonic()
            server = home.launch()
            if random_.random() > DURING_START:
                server.await_ready()
            ways.allow((kill + 1) / KILLS)
            time.sleep(random_.uniform(0, MOMENT_SECONDS))
            server.process.kill()
            server.process.wait()
            moments.append(time.monotonic() - begun)
            if random_.random() < 0.3:
                ways.importer.kill()
            if kill % LOOKED_AT_EACH == 0:
                look_at_what_was_left(home, ways, tmp_path / "left")
                looked_at += 1
            acknowledged_at_kills.append(len(ways.acknowledged()))
        with home.serving() as server:
            ways.await_all()
            assert server.stop() == 0
    finally:
        ways.give_up()
    assert sorted(legs_in(home.store)) == sorted(record.uuid for record in records)
    assert not home.quarantine.exists()
    rows = assert_same(home.store, clean_store(tmp_path / "clean", directory, records))
    with capsys.disabled():
        print(f"\nkills: seed {SEED}, {len(moments)} of the server and {ways.importer.kills} of "
              f"imports, {len(records)} records in {ways.deliveries} deliveries, all acknowledged "
              f"({acknowledged_at_kills[-1]} before the last kill), "
              f"{sum(way.retries for way in ways.all)} retries, {ways.importer.runs} imports, "
              f"{min(moments):.2f} to {max(moments):.2f} s between kills (median "
              f"{statistics.median(moments):.2f}), {looked_at} stores looked at as they were left, "
              f"{rows} rows equal")


def look_at_what_was_left(home, ways, folder):
    with ways.importer.at_work:
        acknowledged = ways.acknowledged()
        legs = legs_in(copy_of_store(home, folder))
    shutil.rmtree(folder)
    assert acknowledged <= set(legs)
    assert len(legs) == len(set(legs))
