"""What a process takes of the machine: memory and descriptors, as the kernel counts them."""

import dataclasses
import os
import pathlib


def status_bytes(pid: int, figure: str) -> int:
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith(figure + ":"))
    return int(line.split()[1]) * 1024


def resident_bytes(pid: int) -> int:
    return status_bytes(pid, "VmRSS")


def processor_seconds(pid: int) -> float:
    """What it has taken of the processors until now, in its own code and in the kernel."""
    figures = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(") ", 1)[1]
    user, system = figures.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass(frozen=True)
class Footprint:
    resident: int  # bytes, now
    peak: int      # bytes, the most since it was last forgotten
    descriptors: int


def footprint(pid: int) -> Footprint:
    return Footprint(resident_bytes(pid), status_bytes(pid, "VmHWM"),
                     len(os.listdir(f"/proc/{pid}/fd")))


def forget_peak(pid: int) -> None:
    """The peak begins anew with what is resident now (proc(5), clear_refs)."""
    pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")
