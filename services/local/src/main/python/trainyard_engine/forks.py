"""Forks of a process that has one thread, without what Python does after each for the sake of others.

``threading`` makes its locks and its list of threads anew in every child. Where there was one thread only, nothing of
that is needed, and it would cost each of them a quarter of a megabyte that it could have shared.
"""

import sys

_NAME = "threading"
_kept = {}


class _Unconcerned(object):
    """Stands for ``threading``: nothing is to be done after a fork."""

    _after_fork = int


def quiet() -> None:
    """From now on forks in this process and its children are quiet."""
    if _NAME in sys.modules:
        _kept[_NAME] = sys.modules[_NAME]
        sys.modules[_NAME] = _Unconcerned


def usual() -> None:
    """Fork as Python does: node code may have threads."""
    sys.modules.update(_kept)
