import subprocess

import pytest

import pbx_socket
import processes
import w3_home


def pytest_configure(config):
    assert processes.PROGRAM.exists(), f"build the program first: {processes.PROGRAM}"


@pytest.fixture
def home(tmp_path):
    return processes.Home(tmp_path)


@pytest.fixture(scope="session")
def recorded(tmp_path_factory):
    """The calls of a real FreeSWITCH, imported: the home and its running server, which is linked to
    a PBX with a call that goes on."""
    directory = (processes.FREESWITCH / "directory.json").read_text(encoding="utf-8")
    home = processes.Home(tmp_path_factory.mktemp("recorded"), directory)
    home.counts = home.import_records(processes.FREESWITCH / "json_cdr")
    pbx = pbx_socket.PbxSocket()
    pbx.channels = [pbx_socket.channel("goes-on")]
    pbx_socket.link(home, pbx)
    with home.serving() as server:
        home.server = server
        pbx.await_link(server, home.token())
        yield home
    pbx.stop()


@pytest.fixture(scope="session")
def shim(tmp_path_factory):
    """What makes a program's disk fail, to be loaded before its C library."""
    library = tmp_path_factory.mktemp("shim") / "fault_shim.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", library,
                    processes.PROJECT / "tests/system/fault_shim.c", "-ldl"], check=True)
    return library


@pytest.fixture
def mounted(tmp_path):
    """Makes file systems of 24 MiB, and turns them read-only and back."""
    folders = []

    def run(*command):
        done = subprocess.run(list(map(str, command)), capture_output=True, check=False)
        return done.returncode == 0

    def mount(folder):
        folder.mkdir(exist_ok=True)
        if not run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder):
            pytest.skip("mounting a file system is not permitted")
        folders.append(folder)

    def remount(folder, how):
        assert run("mount", "-o", f"remount,{how}", folder)

    yield mount, remount
    for folder in folders:
        assert run("umount", "-l", folder)


@pytest.fixture
def w3(tmp_path):
    """W3 and its edgvoip, configured and not running."""
    return w3_home.W3Home(tmp_path)


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """Both running, for tests that each add people of their own."""
    home = w3_home.W3Home(tmp_path_factory.mktemp("chain"))
    with home.edgvoip.serving(), home.serving():
        yield home
