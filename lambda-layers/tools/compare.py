"""Compare a fresh build with the kept one, and name what differs: compare.py DIST BUILD.

What went in equal: the bytes must be equal, or it fails. Something else went in (sources of this repository, a security
update of Debian, another build of CPython): it goes on.
"""

import json
import os
import sys
import zipfile

INPUTS = ("packages", "system_packages", "built_with")
FILES_NAMED = 50


def manifest(folder):
    with open(os.path.join(folder, "manifest.json")) as file:
        return json.load(file)


def inputs(held):
    """Give name to version of everything that a build was made of."""
    named = {"%s %s" % (kind, item["name"]): item["version"] for kind in INPUTS for item in held[kind]}
    named["this repository's sources"] = held.get("sources", "")[:12]
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
    print("%s: not the bytes of dist. What went in:" % layer)
    for name in changed:
        print("  %s: %s in dist, %s here" % (name, before.get(name), now.get(name)))
    if not changed:
        print("  the same")
    old, new = contents(dist, kept), contents(build, fresh)
    differing = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    print("What came out otherwise:")
    for name in differing[:FILES_NAMED]:
        print("  %s%s" % (name, " (gone)" if name not in new else " (new)" if name not in old else ""))
    if not differing:
        print("  the zip, and none of its files")
    if len(differing) > FILES_NAMED:
        print("  and %d more files" % (len(differing) - FILES_NAMED))
    if not changed:
        sys.exit(1)


main(*sys.argv[1:])
