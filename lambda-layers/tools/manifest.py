"""Say what a layer holds: manifest.py copy-licences|write LAYER FOLDER.

``FOLDER`` is a build's: ``tree`` (the layer's files), ``system-files`` (the Debian files copied into it, one path per
line) and, for ``write``, the zip. Python packages are read from their METADATA, system files from dpkg; their
licences are those of licences.json, and one that is not listed there is an error.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LICENCE_FOLDERS = {
    "python-runtime": "py36/share/licenses",
    "extra-packages": "python/lib/python3.6/site-packages/mysqlclient.libs/licenses",
}
BUILD_TOOLS = ("binutils", "gcc-12", "libc6-dev", "libmariadb-dev", "patchelf", "zlib1g")
COMMON_LICENCES = "/usr/share/common-licenses"


def licences():
    with open(os.path.join(HERE, "licences.json")) as file:
        return json.load(file)


def query(*command):
    """Give a command's output, or nothing when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True)
    return done.stdout.strip() if done.returncode == 0 else ""


def owner_of(path):
    """Give the Debian package of a file; dpkg may know it under / or under /usr."""
    path = os.path.normpath(path)
    for name in (path, path[4:] if path.startswith("/usr/lib") else path, os.path.realpath(path)):
        found = query("dpkg-query", "-S", name)
        if found:
            return found.splitlines()[0].split(":")[0]
    raise SystemExit("No Debian package owns %s" % path)


def version_of(package):
    return query("dpkg-query", "-W", "-f", "${Version}\n", package).split("\n")[0]


def system_packages(folder):
    """Give name, version, licence and source of every Debian package that something was copied from."""
    known = licences()["debian"]
    with open(os.path.join(folder, "system-files")) as file:
        owners = sorted({owner_of(line.rstrip("\n")) for line in file})
    unknown = [name for name in owners if name not in known]
    if unknown:
        raise SystemExit("licences.json does not say the licence of %s" % ", ".join(unknown))
    return [{"name": name, "version": version_of(name), "licence": known[name]} for name in owners]


def python_packages(tree):
    """Give name, version and licence of every Python package in the tree."""
    known = licences()["python"]
    found = []
    for parent, folders, _ in os.walk(tree):
        for metadata in [name for name in folders if name.endswith(".dist-info")]:
            with open(os.path.join(parent, metadata, "METADATA"), encoding="utf-8") as file:
                fields = dict(re.findall(r"^(Name|Version): (.*)$", file.read().split("\n\n")[0], re.MULTILINE))
            name = fields["Name"].lower().replace("_", "-")
            if name not in known:
                raise SystemExit("licences.json does not say the licence of %s" % name)
            found.append({"name": name, "version": fields["Version"], "licence": known[name]})
    return sorted(found, key=lambda package: package["name"])


def copy_licences(layer, folder):
    """Put the copyright file of every Debian package, and the licences that these only name, into the tree."""
    target = os.path.join(folder, "tree", LICENCE_FOLDERS[layer])
    for package in system_packages(folder):
        parent = os.path.join(target, package["name"])
        os.makedirs(parent)
        shutil.copyfile("/usr/share/doc/%s/copyright" % package["name"], os.path.join(parent, "copyright"))
    common = os.path.join(target, "common")
    os.makedirs(common)
    for name in licences()["common"]:
        shutil.copyfile(os.path.join(COMMON_LICENCES, name), os.path.join(common, name))
    if layer == "python-runtime":
        os.makedirs(os.path.join(target, "cpython"))
        text = os.path.join(folder, "tree", "py36/lib/python3.6/LICENSE.txt")
        shutil.copyfile(text, os.path.join(target, "cpython", "LICENSE.txt"))


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def files_of(tree):
    return [os.path.join(parent, name) for parent, _, names in os.walk(tree) for name in names]


def sources(layer):
    """Say what this repository put in: one digest of the layer's own files, without its tests and what was built."""
    folder = os.path.join(os.path.dirname(HERE), layer)
    own = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in ("build", "dist", "tests", "__pycache__")]
        own += [os.path.relpath(os.path.join(parent, name), folder) for name in names]
    lines = ["%s %s" % (name, digest(os.path.join(folder, name))) for name in sorted(own)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def interpreter():
    """Say which build of CPython this is: its version, and what its files were."""
    prefix = os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))
    parts = [os.path.join(prefix, "bin/python3.6"), os.path.join(prefix, "lib/libpython3.6m.so.1.0")]
    extensions = os.path.join(prefix, "lib/python3.6/lib-dynload")
    parts += [os.path.join(extensions, name) for name in sorted(os.listdir(extensions))]
    together = hashlib.sha256("".join(digest(part) for part in parts).encode()).hexdigest()
    return {"version": "%d.%d.%d" % sys.version_info[:3], "licence": "Python-2.0", "build": together}


def write(layer, folder):
    tree, archive = os.path.join(folder, "tree"), os.path.join(folder, layer + ".zip")
    files = files_of(tree)
    manifest = {
        "layer": layer,
        "python": interpreter(),
        "packages": python_packages(tree),
        "system_packages": system_packages(folder),
        "built_with": [{"name": name, "version": version_of(name)} for name in BUILD_TOOLS],
        "sources": sources(layer),
        "zip": os.path.basename(archive),
        "sha256": digest(archive),
        "size": os.path.getsize(archive),
        "unzipped_size": sum(os.path.getsize(path) for path in files),
        "files": len(files),
    }
    with open(os.path.join(folder, "manifest.json"), "w") as file:
        json.dump(manifest, file, indent=2)
        file.write("\n")


{"copy-licences": copy_licences, "write": write}[sys.argv[1]](*sys.argv[2:])
