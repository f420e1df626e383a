"""Killed at random moments while records come by every way, nothing is lost and nothing doubled."""

import os
import random
import shutil
import statistics
import time

from delivery import (LONG, Ways, clean, copy_of_store, legs_in, receiving, rows_of, same,
                      simulated, stored)

KILLS = 200 if LONG else 20
RECORDS = 10_000 if LONG else 2_000
LOOKED_AT_EACH = 10 if LONG else 4  # every so many kills the store is looked at as it was left
SEED = int(os.environ.get("EDGVOIP_SEED", "20260331"))
MOMENT_SECONDS = 0.35
DURING_START = 0.15  # this part of the kills hits a server that is still starting
IMPORT_TOO = 0.3     # this part of the kills is an import's, too


def look_at_what_was_left(home, ways, folder):
    """The store as a kill left it, before anybody repairs it."""
    with ways.importer.at_work:
        acknowledged = ways.acknowledged()
        legs = legs_in(rows_of(copy_of_store(home, folder)))
    shutil.rmtree(folder)
    assert acknowledged <= set(legs)
    assert len(legs) == len(set(legs))


def kill_again_and_again(home, ways, left):
    """How long each server lived, in seconds."""
    lives = []
    for kill in range(KILLS):
        begun = time.monotonic()
        server = home.launch()
        if ways.random.random() > DURING_START:
            server.await_ready()
        ways.pace.allow((kill + 1) / KILLS)
        time.sleep(ways.random.uniform(0, MOMENT_SECONDS))
        server.process.kill()
        server.process.wait()
        lives.append(time.monotonic() - begun)
        if ways.random.random() < IMPORT_TOO:
            ways.importer.kill()
        if kill % LOOKED_AT_EACH == 0:
            look_at_what_was_left(home, ways, left)
    return lives


def test_killed_at_random_moments_it_keeps_every_record_once(tmp_path, capsys):
    for name in ("made", "home", "clean"):
        (tmp_path / name).mkdir()
    directory, records = simulated(tmp_path / "made", RECORDS, seed=7)
    home = receiving(tmp_path / "home", directory)
    ways = Ways(home, random.Random(SEED))
    for record in records:
        ways.share(record)
    ways.start()
    try:
        lives = kill_again_and_again(home, ways, tmp_path / "left")
        before_the_last = len(ways.acknowledged())
        with home.serving() as server:
            ways.await_all()
            assert server.stop() == 0
    finally:
        ways.pace.end()
    found = stored(home)
    assert sorted(legs_in(found)) == sorted(uuid for uuid, _ in records)
    assert not home.quarantine.exists()
    assert same(found, clean(tmp_path / "clean", directory, records))
    posted, written, imported = (sum(len(way.records) for way in some) for some in
                                 (ways.posts, [ways.spool_writer], [ways.importer]))
    with capsys.disabled():
        print(f"\nseed {SEED}: {KILLS} kills of the server after {min(lives):.2f} to "
              f"{max(lives):.2f} s (median {statistics.median(lives):.2f}), "
              f"{ways.importer.kills} of imports; {len(records)} records, all acknowledged "
              f"({before_the_last} before the last kill): {posted} posts with "
              f"{sum(way.retries for way in ways.posts)} retries, {written} files, {imported} "
              f"imported in {ways.importer.runs} runs; "
              f"{sum(len(rows) for rows in found.values())} rows equal to a clean import's")
