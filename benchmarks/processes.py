"""What processes used, from /proc: processor time in seconds, memory in KiB. Linux only."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """The direct children of a process."""
    try:
        found = (PROC / str(pid) / "task" / str(pid) / "children").read_text()
    except OSError:
        return []
    return [int(number) for number in found.split()]


def family(pid: int) -> list[int]:
    """The process itself and its children."""
    return [pid, *children(pid)]


def runs(pid: int, program: str) -> bool:
    """Whether the process was started with a file of this name."""
    try:
        return program.encode() in (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return False


def cpu(pids: Iterable[int]) -> float:
    """Seconds that the processes ran, in user and kernel mode, over all their threads.

    The scheduler counts nanoseconds; utime and stime, where it does not, hundredths of a second.
    """
    return sum(_cpu(pid) for pid in pids)


def _cpu(pid: int) -> float:
    total = 0
    try:
        for task in (PROC / str(pid) / "task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
    except FileNotFoundError:
        pass
    except OSError:
        return sum(_times(pid)[:2])
    return total / 1e9 if total else sum(_times(pid)[:2])


def _times(pid: int) -> tuple[float, float, float, float]:
    """utime, stime and those of children that ended, in seconds."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return (0.0, 0.0, 0.0, 0.0)
    user, system, child_user, child_system = (int(field) / TICK for field in fields[11:15])
    return (user, system, child_user, child_system)


def cpu_with_ended(pid: int) -> float:
    """As `cpu` for a process and its children, those that have ended included.

    PostgreSQL's parallel workers come and go within a query; what they used is then their parent's.
    """
    return cpu(family(pid)) + sum(_times(pid)[2:])


def private_memory(pids: Iterable[int]) -> int:
    """KiB that only these processes hold: Private_Clean and Private_Dirty of smaps_rollup."""
    return sum(_kib(pid, "smaps_rollup", ("Private_Clean", "Private_Dirty")) for pid in pids)


def peak_memory(pids: Iterable[int]) -> int:
    """KiB of the greatest resident memory of each process so far, added up."""
    return sum(_kib(pid, "status", ("VmHWM",)) for pid in pids)


def _kib(pid: int, name: str, wanted: tuple[str, ...]) -> int:
    try:
        lines = (PROC / str(pid) / name).read_text().splitlines()
    except OSError:
        return 0
    parts = (line.partition(":") for line in lines)
    return sum(int(value.split()[0]) for key, _, value in parts if key in wanted)
