"""The host's side of a sandbox: bind the socket, give up root, and become bubblewrap.

::

    <opt>/py36/lib/ld-linux-x86-64.so.2 --library-path <opt>/py36/lib <opt>/py36/bin/python3.6 -I -S
        <engine>/trainyard_engine/__main__.py launch --socket PATH --opt FOLDER --engine FOLDER
        [--mode bubblewrap|landlock] [--bwrap PATH|bundled] [--uid N --gid N] [--blanks N]
        [--network host|none] [--files MB] [--scratch FOLDER]

``--socket`` is created with mode 0600 by the user who starts the launcher and removed first if it is there.
``--opt`` holds both layers, ``--engine`` the folder that ``trainyard_engine`` is in; both must be readable by the user
that is dropped to. ``--uid`` and ``--gid`` are needed, and only allowed, for root. ``--bwrap`` is ``/usr/bin/bwrap`` by
default; ``bundled`` takes the layer's own. ``--files`` is the room in a worker's ``/tmp``, 64 by default. ``--scratch``
(landlock only) is a folder that the launcher may fill.

Standard input is the lifeline: a pipe that the server keeps open; when it ends, so does the sandbox. Standard output
is not used, standard error carries what goes wrong. SIGTERM ends a sandbox that answers; one that is still being set
up is ended by its lifeline alone, since a bubblewrap that is killed then can leave a child that waits for it for ever.
The exit status is bubblewrap's, or 64 for wrong arguments.

Where there is no bubblewrap (landlock) the launcher stays, as the parent that sees that nothing stays behind.
"""

import _signal as signal
import os
import sys
import time

from trainyard_engine import bubblewrap, system

_USAGE = 64
_NOT_STARTED = 127
_LISTENING = 3
_BACKLOG = 512
_DEFAULTS = (
    ("--mode", "bubblewrap"),
    ("--bwrap", "/usr/bin/bwrap"),
    ("--blanks", "2"),
    ("--network", "host"),
    ("--files", "64"),
)
_WITHOUT_DEFAULT = ("--socket", "--opt", "--engine", "--uid", "--gid", "--scratch")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Dict, List, Mapping


def main(arguments: "List[str]") -> int:
    """Run a sandbox to its end."""
    try:
        options = _options(arguments)
    except ValueError as error:
        system.complain("launch: %s\n" % error)
        return _USAGE
    parent = os.getppid()
    _listen(options["--socket"])
    _give_up_root(options)
    if options["--mode"] == "landlock":
        return _watch_over_landlocked(options, parent)
    return _become(_command(options), os.environ)


def _watch_over_landlocked(options: "Dict[str, str]", parent: int) -> int:
    system.prctl(system.PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        return 0
    system.prctl(system.PR_SET_CHILD_SUBREAPER, 1)
    options["--scratch"] = os.path.join(options["--scratch"], "sandbox-%d" % os.getpid())
    os.mkdir(options["--scratch"], 0o700)
    signal.pthread_sigmask(signal.SIG_BLOCK, _AWAITED)  # before there is a child that could end unnoticed
    child = os.fork()
    if child == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _AWAITED)
        system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)
        os._exit(_become(_command(options), dict(bubblewrap.environment(options["--opt"]))))
    _release_program_pages()
    status = _wait(child)
    _remove(options["--scratch"])
    return status


def _release_program_pages() -> None:
    from trainyard_engine import settle

    settle.release_program_pages()


def _become(command: "List[str]", environment: "Mapping[str, str]") -> int:
    """Go on as another program; returns only where that cannot be."""
    try:
        os.execve(command[0], command, environment)
    except OSError as error:
        system.complain("launch: %s: %s\n" % (command[0], error))
    return _NOT_STARTED


_AWAITED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)


def _options(arguments: "List[str]") -> "Dict[str, str]":
    if len(arguments) % 2:
        raise ValueError("every option needs a value")
    options = dict(_DEFAULTS)
    for name, value in zip(arguments[::2], arguments[1::2]):
        if name not in options and name not in _WITHOUT_DEFAULT:
            raise ValueError("unknown option %s" % name)
        options[name] = value
    for name in ("--socket", "--opt", "--engine"):
        if name not in options:
            raise ValueError("%s is missing" % name)
    if options["--mode"] not in ("bubblewrap", "landlock"):
        raise ValueError("unknown mode %s" % options["--mode"])
    if options["--mode"] == "landlock" and "--scratch" not in options:
        raise ValueError("landlock needs a --scratch folder")
    if os.getuid() == 0 and not ("--uid" in options and "--gid" in options):
        raise ValueError("root must name an unprivileged --uid and --gid")
    return options


def _listen(path: str) -> None:
    """Listen on ``path``, as the descriptor that the zygote knows; who sees ``path`` can connect to it."""
    from _socket import AF_UNIX, SOCK_STREAM, socket

    bound = path + "~"
    for earlier in (path, bound):
        try:
            os.unlink(earlier)
        except FileNotFoundError:
            pass
    listening = socket(AF_UNIX, SOCK_STREAM)
    before = os.umask(0o177)
    listening.bind(bound)
    os.umask(before)
    listening.listen(_BACKLOG)
    os.rename(bound, path)
    if listening.fileno() == _LISTENING:
        os.set_inheritable(_LISTENING, True)
        listening.detach()
    else:
        os.dup2(listening.fileno(), _LISTENING)


def _give_up_root(options: "Dict[str, str]") -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(int(options["--gid"]))
        os.setuid(int(options["--uid"]))
    for name in ("--opt", "--engine"):
        if not os.access(options[name], os.R_OK | os.X_OK):
            system.complain("launch: %s cannot be read by user %d\n" % (options[name], os.getuid()))
            sys.exit(_USAGE)


def _command(options: "Dict[str, str]") -> "List[str]":
    opt = options["--opt"]
    zygote = ["--mode", options["--mode"], "--blanks", options["--blanks"], "--files", options["--files"]]
    if options["--mode"] == "landlock":
        return bubblewrap.without(opt, options["--engine"], zygote + ["--scratch", options["--scratch"]])
    program = bubblewrap.bundled(opt) if options["--bwrap"] == "bundled" else [options["--bwrap"]]
    return bubblewrap.command(program, opt, options["--engine"], options["--network"], _content, zygote)


def _content(data: bytes) -> int:
    """A descriptor that ``data`` can be read from, once."""
    reader, writer = os.pipe()
    os.write(writer, data)
    os.close(writer)
    os.set_inheritable(reader, True)
    return reader


def _wait(child: int) -> int:
    """Wait for the zygote or for a signal; then leave no process behind."""
    os.close(_LISTENING)
    status = None
    while status is None:
        number = signal.sigwaitinfo(_AWAITED).si_signo
        if number != signal.SIGCHLD:
            os.kill(child, signal.SIGKILL)
        status = _reaped(child)
    _kill_orphans()
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)


def _reaped(child: int) -> "Optional[int]":
    found = None
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return found
            if pid == child:
                found = status
    except ChildProcessError:
        return found


def _remove(folder: str) -> None:
    """Remove what the workers of a sandbox without mounts of its own have written."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _kill_orphans() -> None:
    """What the zygote leaves is ours by now. None is reaped as long as one lives: so no fork bomb outruns this."""
    while True:
        while _kill_tree():
            time.sleep(0.001)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return


def _kill_tree() -> bool:
    """Kill all below this process; whether any of them was alive. Processes come by their ids, parents first."""
    doomed, alive = {os.getpid()}, False
    with os.scandir("/proc") as processes:
        for process in processes:
            if not process.name.isdigit():
                continue
            try:
                with open("/proc/%s/stat" % process.name, "rb") as file:
                    state, parent = file.read().rpartition(b")")[2].split()[:2]
                if int(parent) in doomed:
                    doomed.add(int(process.name))
                    os.kill(int(process.name), signal.SIGKILL)
                    alive = alive or state != b"Z"
            except OSError:
                continue
    return alive


if TYPE_CHECKING:
    from typing import Optional
