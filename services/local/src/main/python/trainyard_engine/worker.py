"""The process that runs a node's code: one turn at a time, over a connection that it alone reads.

Node code may do anything to this process. What must not break for it, the protocol, uses references that were taken
before the code was loaded, built-in functions of its own, and descriptors out of the code's way. What the code can
still break ends this process; the supervisor tells the server how.
"""
import builtins
import fcntl
import gc
import json
import os
import random
import signal
import sys
import types
from _thread import stack_size

from trainyard_engine import handover, limits, system, turns

LOST = 70
"""Exit status: the supervisor or the server has gone."""
BROKEN_PROTOCOL = turns.BROKEN_PROTOCOL
CONNECTION_OFFSET = 1
LOG_OFFSET = 0

_THREAD_STACK = 1024 * 1024
_SEARCH = ('/opt/python/lib/python3.6/site-packages', '/opt/python')
_OWN_PACKAGES = ('trainyard_engine', 'trainyard_runtime')

TYPE_CHECKING = False
if TYPE_CHECKING:
    import mmap
    import socket
    from typing import Any, Dict, List

    from trainyard_engine.isolation import Namespaces

_kept_alive = []  # type: List[Any]


def run(channel: 'socket.socket', log: int, shared: 'mmap.mmap', isolation: 'Namespaces', guarded: int) -> None:
    """Be the blank's worker, then a node's; never returns normally."""
    status = LOST
    try:
        _own_session(channel.fileno(), log, guarded + LOG_OFFSET)
        isolation.confine()
        random.seed()
        served = turns.Turns(guarded + CONNECTION_OFFSET, guarded + LOG_OFFSET, shared)
        served.warm_up()
        taken = handover.receive_all(channel)
        if taken is None:
            os._exit(LOST)
        descriptor, data, source, code = taken
        channel.close()
        fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, guarded + CONNECTION_OFFSET)
        os.close(descriptor)
        header = json.loads(data.decode('utf-8'))
        _become(header, isolation)
        status = served.serve(header, source, code, isolation.task_root)
    except MemoryError:
        shared[1] = 1
    except BaseException as error:
        os.write(guarded + LOG_OFFSET, ('worker failed: %r\n' % error).encode('utf-8', 'replace'))
    finally:
        os._exit(status)


def _own_session(channel: int, log: int, log_target: int) -> None:
    """Default signals, an own session, the log as output, nothing as input, and no other descriptor."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    kept = {signal.SIGPIPE: signal.SIG_IGN, signal.SIGXFSZ: signal.SIG_IGN, signal.SIGINT: signal.default_int_handler}
    for number in range(1, signal.NSIG):
        try:
            signal.signal(number, kept.get(number, signal.SIG_DFL))
        except (OSError, ValueError):
            continue
    fcntl.fcntl(log, fcntl.F_SETFL, os.O_APPEND)
    os.dup2(log, log_target, False)
    os.dup2(os.open('/dev/null', os.O_RDONLY), 0)
    os.dup2(log_target, 1)
    os.dup2(log_target, 2)
    system.close_all_but(0, 1, 2, channel, log_target)
    try:
        with open('/proc/self/oom_score_adj', 'w') as file:
            file.write('1000')
    except OSError:
        pass  # without it the kernel picks a victim by size alone


def _become(header: 'Dict[str, Any]', isolation: 'Namespaces') -> None:
    """Take on the environment, limits and search path of a node, and hide what is the engine's."""
    os.environ.clear()
    os.environ.update(header.get('environment', {}))
    os.chdir(isolation.task_root)
    random.seed()
    stack_size(_THREAD_STACK)
    own = [name for name in sys.modules if name.split('.')[0] in _OWN_PACKAGES]
    private = dict(vars(builtins))
    for name in own:
        module = sys.modules.pop(name)
        vars(module)['__builtins__'] = private
        _kept_alive.append(module)
    _kept_alive.append(sys.modules.get('__main__'))
    sys.modules['__main__'] = types.ModuleType('__main__')
    sys.path[:] = [isolation.task_root] + list(_SEARCH) + [p for p in sys.path if not _is_own(p)]
    sys.path_importer_cache.clear()
    sys.argv = ['/opt/bootstrap']
    gc.enable()
    isolation.limit(limits.Wanted(header))


def _is_own(path: str) -> bool:
    return path in _SEARCH or path.startswith(('/engine', '/opt/py36/runtime')) or os.path.exists(
        os.path.join(path, 'trainyard_engine')) or os.path.exists(os.path.join(path, 'trainyard_runtime'))
