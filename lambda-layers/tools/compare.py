"""Compare a fresh build with the kept one: compare.py DIST BUILD.

What went in equal: the bytes must be equal, or it fails and names the files that differ. Something else went in (a
security update of Debian, another build of CPython): it says what, and goes on.
"""

import json
import os
import sys
import zipfile

INPUTS = ("packages", "system_packages", "built_with")


def manifest(folder):
    with open(os.path.join(folder, "manifest.json")) as file:
        return json.load(file)


def inputs(held):
    """Give name to version of everything that a build was made of."""
    named = {"%s %s" % (kind, item["name"]): item["version"] for kind in INPUTS for item in held[kind]}
    named["CPython"] = "%(version)s, build %(build).12s" % held["python"]
    return named


def contents(folder, held):
    with zipfile.ZipFile(os.path.join(folder, held["zip"])) as archive:
        return {entry.filename: (entry.CRC, entry.external_attr) for entry in archive.infolist()}


def main(dist, build):
    kept, fresh = manifest(dist), manifest(build)
    layer = kept["layer"]
    if kept["sha256"] == fresh["sha256"]:
        print("%s: the same bytes as in dist (sha256 %.12s...)" % (layer, kept["sha256"]))
        return
    before, now = inputs(kept), inputs(fresh)
    changed = [name for name in sorted(before.keys() | now.keys()) if before.get(name) != now.get(name)]
    if changed:
        print("%s: not the bytes of dist, since something else went in:" % layer)
        for name in changed:
            print("  %s: %s in dist, %s here" % (name, before.get(name), now.get(name)))
        return
    old, new = contents(dist, kept), contents(build, fresh)
    differing = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    print("%s: the same went in, yet other bytes came out:" % layer)
    print("  " + "\n  ".join(differing[:50] or ["the files are equal, the zip is not"]))
    sys.exit(1)


main(*sys.argv[1:])
