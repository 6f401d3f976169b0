"""Resource limits of a worker."""

import resource

_MEGABYTE = 1024 * 1024
_ADDRESS_SPACE = 3 * 1024 * _MEGABYTE
_ADDRESS_SPACE_PER_MEMORY = 8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from trainyard_engine.protocol import Header


class Wanted(object):
    """The limits that the hello message asks for."""

    def __init__(self, header: "Header") -> None:
        self.memory_mb = _number(header, "memory_mb", 128)
        self.files_mb = _number(header, "files_mb", 64)
        self.processes = _number(header, "processes", 64)
        self.descriptors = _number(header, "descriptors", 256)
        self.log_bytes = _number(header, "log_limit", 256 * 1024)


def _number(header: "Header", name: str, default: int) -> int:
    value = header.get(name, default)
    if not isinstance(value, int) or value <= 0:
        raise ValueError("%s must be a positive integer" % name)
    return value


def apply(wanted: Wanted, counted_already: int) -> None:
    """Set the limits of the calling process, for good: the hard limits go down with the soft ones.

    ``counted_already`` are processes of others that the kernel counts together with the worker's.
    """
    memory = wanted.memory_mb * _MEGABYTE
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_FSIZE, wanted.files_mb * _MEGABYTE)
    _set(resource.RLIMIT_NOFILE, wanted.descriptors)
    _set(resource.RLIMIT_NPROC, wanted.processes + counted_already)
    _set(resource.RLIMIT_MEMLOCK, 0)
    _set(resource.RLIMIT_MSGQUEUE, 0)
    _set(resource.RLIMIT_AS, max(_ADDRESS_SPACE, memory * _ADDRESS_SPACE_PER_MEMORY))
    _set(resource.RLIMIT_DATA, memory)


def _set(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))
