"""What the layers hold is what the locks say: versions.py LAYERS_FOLDER OPT."""

import os
import re
import sys

SITE_PACKAGES = {
    "extra-packages": "python/lib/python3.6/site-packages",
    "python-runtime": "py36/lib/python3.6/site-packages",
}


def normal(name):
    return name.lower().replace("_", "-")


def held(folder):
    """Give name to version of the packages in a folder, from their METADATA."""
    found = {}
    for name in os.listdir(folder):
        if name.endswith(".dist-info"):
            with open(os.path.join(folder, name, "METADATA"), encoding="utf-8") as file:
                fields = dict(re.findall(r"^(Name|Version): (.*)$", file.read().split("\n\n")[0], re.MULTILINE))
            found[normal(fields["Name"])] = fields["Version"]
    return found


def pinned(path):
    with open(path) as file:
        return {normal(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", file.read(), re.MULTILINE)}


def main(layers_folder, opt):
    everywhere = {}
    for layer, packages in SITE_PACKAGES.items():
        lock = pinned(os.path.join(layers_folder, layer, "requirements.lock"))
        wanted = pinned(os.path.join(layers_folder, layer, "requirements.in"))
        found = held(os.path.join(opt, packages))
        if found != lock:
            raise SystemExit("%s holds %s, the lock says %s" % (layer, found, lock))
        if not wanted or not wanted.items() <= found.items():
            raise SystemExit("%s: the lock has left requirements.in" % layer)
        for name, version in found.items():
            if everywhere.setdefault(name, version) != version:
                raise SystemExit("%s has two versions" % name)
        print("  %s: %d packages" % (layer, len(found)))


main(*sys.argv[1:])
