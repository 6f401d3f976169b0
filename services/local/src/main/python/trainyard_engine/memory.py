"""Memory of workers as the zygote sees it: all that stands below a supervisor, which itself is not counted."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Dict, List

_COUNTED = ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")


def of_trees(roots: "Dict[str, int]") -> "Dict[str, int]":
    """KiB of each tree, by its root: private and shared memory by share, files left out."""
    children = _children()
    return {name: _tree(pid, children) for name, pid in roots.items()}


def _children() -> "Dict[int, List[int]]":
    found = {}  # type: Dict[int, List[int]]
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open("/proc/%s/stat" % name, "rb") as file:
                    parent = int(file.read().rpartition(b")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            found.setdefault(parent, []).append(int(name))
    return found


def _tree(root: int, children: "Dict[int, List[int]]") -> int:
    total, waiting = 0, list(children.get(root, ()))
    while waiting:
        pid = waiting.pop()
        total += _process(pid)
        waiting.extend(children.get(pid, ()))
    return total


def _process(pid: int) -> int:
    try:
        return _proportional(pid)
    except OSError:
        return _resident(pid)


def _proportional(pid: int) -> int:
    total = 0
    with open("/proc/%d/smaps_rollup" % pid) as file:
        for line in file:
            if line.startswith(_COUNTED):
                total += int(line.split()[1])
    return total


def _resident(pid: int) -> int:
    """Without the right to look closer: what is resident and no file."""
    total = 0
    try:
        with open("/proc/%d/status" % pid) as file:
            for line in file:
                if line.startswith(("RssAnon:", "RssShmem:")):
                    total += int(line.split()[1])
    except OSError:
        return 0
    return total
