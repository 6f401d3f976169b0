"""Starts one of the engine's processes: ``python3.6 -I -S -B .../trainyard_engine/__main__.py launch|zygote ...``.

Run as a plain file, not with ``-m``: that keeps ``runpy`` and ``pkgutil`` out of processes that live long.
"""

import os
import sys


def main() -> None:
    """Make the package importable from wherever it was unpacked, then hand over to the named role."""
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    role = sys.argv[1] if len(sys.argv) > 1 else ""
    if role == "launch":
        from trainyard_engine import launch

        sys.exit(launch.main(sys.argv[2:]))
    if role == "zygote":
        sys.path.insert(0, os.path.join(sys.prefix, "runtime"))
        for name in [name for name in sys.modules if "sysconfig" in name]:
            del sys.modules[name]  # ``site`` asked them once; whoever else does imports them again
        from trainyard_engine import zygote

        sys.exit(zygote.main(sys.argv[2:]))
    sys.exit("usage: __main__.py launch|zygote [arguments]")


if __name__ == "__main__":
    main()
