import pytest

import processes


def pytest_configure(config):
    assert processes.PROGRAM.exists(), f"build the program first: {processes.PROGRAM}"


@pytest.fixture
def home(tmp_path):
    return processes.Home(tmp_path)


@pytest.fixture(scope="session")
def recorded(tmp_path_factory):
    """The calls of a real FreeSWITCH, imported: the home and its running server."""
    directory = (processes.FREESWITCH / "directory.json").read_text(encoding="utf-8")
    home = processes.Home(tmp_path_factory.mktemp("recorded"), directory)
    home.counts = home.import_records(processes.FREESWITCH / "json_cdr")
    with home.serving() as server:
        home.server = server
        yield home
