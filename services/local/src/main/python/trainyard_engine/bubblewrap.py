"""The command line of bubblewrap: what a sandbox sees, and what it does not."""

import os

_ENGINE = "/engine"
_PYTHON = "/opt/py36/bin/python3.6"
_ENVIRONMENT = (
    ("LANG", "en_US.UTF-8"),
    ("LC_CTYPE", "C.UTF-8"),
    ("PATH", "/usr/local/bin:/usr/bin/:/bin:/opt/bin"),
    ("HOME", "/tmp"),
    ("TZ", ":UTC"),
)
_DEVICES = ("null", "zero", "full", "random", "urandom")
_FILES = (
    ("hosts", "127.0.0.1 localhost\n::1 localhost ip6-localhost\n"),
    ("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\nnetworks: files\nservices: files\n"),
    ("passwd", "root:x:0:0:root:/root:/sbin/nologin\nnode:x:1000:1000:node:/tmp:/sbin/nologin\n"),
    ("group", "root:x:0:\nnode:x:1000:\n"),
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable, List, Tuple


def command(
    program: "List[str]", opt: str, engine: str, network: str, files: "Callable[[bytes], int]", zygote: "List[str]"
) -> "List[str]":
    """What to execute. ``files`` keeps content and gives the descriptor that bubblewrap reads it from."""
    made = program + [
        "--unshare-user",
        "--unshare-pid",
        "--unshare-ipc",
        "--unshare-uts",
        "--unshare-cgroup-try",
        "--hostname",
        "node",
        "--uid",
        "1000",
        "--gid",
        "1000",
        "--cap-drop",
        "ALL",
        "--die-with-parent",
        "--new-session",
        "--clearenv",
        "--ro-bind",
        opt,
        "/opt",
        "--ro-bind",
        engine,
        _ENGINE,
        "--proc",
        "/proc",
        "--dir",
        "/tmp",
        "--dir",
        "/var/task",
        "--tmpfs",
        "/dev",
        "--dir",
        "/etc",
    ]
    if network == "none":
        made.append("--unshare-net")
    for name in _DEVICES:
        made += ["--dev-bind", "/dev/" + name, "/dev/" + name]
    for name, target in (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")):
        made += ["--symlink", "/proc/self/fd" + target, "/dev/" + name]
    for name, content in _FILES + (("resolv.conf", _resolver()),):
        made += ["--perms", "0444", "--file", str(files(content.encode("utf-8"))), "/etc/" + name]
    for name, value in environment("/opt"):
        made += ["--setenv", name, value]
    made += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--"]
    return made + [_PYTHON, "-I", "-B", _ENGINE + "/trainyard_engine/__main__.py", "zygote"] + zygote


def environment(opt: str) -> "List[Tuple[str, str]]":
    """The zygote's environment: what its interpreter needs before it starts, and nothing of the server's."""
    return list(_ENVIRONMENT) + [("LOCPATH", opt + "/py36/lib/locale")]


def without(opt: str, engine: str, zygote: "List[str]") -> "List[str]":
    """What to execute where there is no sandbox to be had: the zygote itself, by the layer's own loader."""
    library = os.path.join(opt, "py36/lib")
    return [
        os.path.join(library, "ld-linux-x86-64.so.2"),
        "--library-path",
        library,
        os.path.join(opt, "py36/bin/python3.6"),
        "-I",
        "-B",
        os.path.join(engine, "trainyard_engine/__main__.py"),
        "zygote",
    ] + zygote


def bundled(opt: str) -> "List[str]":
    """Bubblewrap as it comes with the runtime layer, run by the layer's own loader."""
    library = os.path.join(opt, "py36/lib")
    folder = os.path.join(opt, "py36/libexec/bwrap")
    return [
        os.path.join(library, "ld-linux-x86-64.so.2"),
        "--library-path",
        folder + ":" + library,
        os.path.join(folder, "bwrap"),
    ]


def _resolver() -> str:
    """The machine's own name servers."""
    try:
        with open("/etc/resolv.conf") as file:
            return file.read(64 * 1024)
    except (OSError, ValueError):
        return ""
