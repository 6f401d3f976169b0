"""A layer's zip is what its manifest says and what every unpacker can take: archive.py FOLDER LAYER...

``FOLDER/<layer>/`` holds the zip, its checksum file and the manifest.
"""

import hashlib
import json
import os
import re
import struct
import sys
import zipfile

MOMENT = 315532800
TOTAL_LIMIT = 150 * 1024 * 1024
ROOTS = {"python-runtime": ("bootstrap", "py36/"), "extra-packages": ("python/lib/python3.6/site-packages/",)}
LICENCE_FOLDERS = {
    "python-runtime": "py36/share/licenses/",
    "extra-packages": "python/lib/python3.6/site-packages/mysqlclient.libs/licenses/",
}
MODES = (0o100644, 0o100755)


def check(condition, text):
    if not condition:
        raise SystemExit(text)


def check_entries(layer, entries):
    names = [entry.filename for entry in entries]
    check(names == sorted(set(names)), "entries are not sorted or not unique")
    for entry in entries:
        name = entry.filename
        check(name.startswith(ROOTS[layer]), "%s is outside of %s" % (name, ROOTS[layer]))
        check(".." not in name.split("/") and not name.endswith("/"), "%s is no plain file" % name)
        check(entry.external_attr >> 16 in MODES, "%s has mode %o" % (name, entry.external_attr >> 16))
        check(entry.date_time == (1980, 1, 1, 0, 0, 0), "%s has another DOS time" % name)
        check(entry.extra == struct.pack("<HHBl", 0x5455, 5, 1, MOMENT), "%s has no UTC time" % name)


def check_licences(layer, manifest, archive):
    folder, names = LICENCE_FOLDERS[layer], set(archive.namelist())
    for package in manifest["packages"] + manifest["system_packages"]:
        check(package["licence"], "%s has no licence" % package["name"])
    for package in manifest["system_packages"]:
        path = folder + package["name"] + "/copyright"
        check(path in names, "%s is missing" % path)
        referred = set(re.findall(r"common-licenses/([A-Za-z0-9.-]*[A-Za-z0-9])", archive.read(path).decode()))
        missing = {name for name in referred if folder + "common/" + name not in names}
        check(not missing, "%s refers to %s, which are missing" % (path, missing))


def check_layer(folder, layer):
    with open(os.path.join(folder, "manifest.json")) as file:
        manifest = json.load(file)
    path = os.path.join(folder, manifest["zip"])
    with open(path, "rb") as file:
        found = hashlib.sha256(file.read()).hexdigest()
    with open(path + ".sha256") as file:
        noted = file.read().split()
    check(manifest["layer"] == layer, "the manifest is of %s" % manifest["layer"])
    check(found == manifest["sha256"], "the manifest has another sha256")
    check(noted == [found, manifest["zip"]], "the .sha256 file says %s" % noted)
    with zipfile.ZipFile(path) as archive:
        check(archive.testzip() is None, "the zip is damaged")
        entries = archive.infolist()
        check_entries(layer, entries)
        check_licences(layer, manifest, archive)
    unzipped = sum(entry.file_size for entry in entries)
    check(unzipped == manifest["unzipped_size"], "the manifest says %d bytes" % manifest["unzipped_size"])
    check(len(entries) == manifest["files"], "the manifest says %d files" % manifest["files"])
    print(
        "  %s: %d files, %.1f MB zipped, %.1f MB unzipped"
        % (layer, len(entries), os.path.getsize(path) / 1e6, unzipped / 1e6)
    )
    return unzipped


def main(folder, *layers):
    total = sum(check_layer(os.path.join(folder, layer), layer) for layer in layers)
    check(total < TOTAL_LIMIT, "together %d bytes unzipped, over %d" % (total, TOTAL_LIMIT))


main(*sys.argv[1:])
