"""Lays out a small conda channel from what this machine and the package index have.

    channel.py CHANNEL CONDA SHELL WHEELS PYTHON...

CHANNEL is the folder to fill. CONDA and SHELL are wheels that carry conda's code and its shell files. WHEELS is a folder
of wheels: all of them become packages, those with compiled code for the first PYTHON alone. Each PYTHON is the program of
an installed CPython, whose files become a package `python`.

The forms are those of conda's documentation: `.conda` packages (metadata.json, info-*.tar.zst, pkg-*.tar.zst), with
info/index.json, info/paths.json, info/files and, for packages of any Python, info/link.json; and a repodata.json for each
platform. It refuses to download: it is given files.
"""

import configparser
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import zstandard

PLATFORM = "linux-64"
# When every package says that it was built, in milliseconds: the same content makes the same package.
BUILT = 1_700_000_000_000
# What conda's own build of these packages names as needed; what is not here needs a Python and nothing else.
NEEDS = {"pip": ["python >=3.9", "setuptools", "wheel"]}


class File:
    """One file of a package: its bytes or where it links to, its mode, and a prefix in it that conda is to replace."""

    def __init__(self, content=b"", mode=0o644, link=None, prefix=None):
        self.content, self.mode, self.link, self.prefix = content, mode, link, prefix


def archive(members):
    """A `.tar.zst` of names and files."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        for name, file in members:
            entry = tarfile.TarInfo(name)
            entry.mtime, entry.mode = BUILT // 1000, file.mode
            if file.link is not None:
                entry.type, entry.linkname = tarfile.SYMTYPE, file.link
                tar.addfile(entry)
            else:
                entry.size = len(file.content)
                tar.addfile(entry, io.BytesIO(file.content))
    # The fastest level: it is packed once and unpacked once.
    return zstandard.ZstdCompressor(level=1, threads=-1).compress(raw.getvalue())


class Channel:
    """The folder, and the records that become its `repodata.json`."""

    def __init__(self, folder):
        self.folder = folder
        self.records = {"noarch": {}, PLATFORM: {}}

    def add(self, name, version, build, files, needs=(), noarch=None, entry_points=()):
        """Packs files as one package."""
        platform = "noarch" if noarch else PLATFORM
        index = {
            "name": name, "version": version, "build": build, "build_number": 0, "depends": list(needs),
            "subdir": platform, "license": "see the package", "timestamp": BUILT,
        }
        index |= {"noarch": noarch} if noarch else {"arch": "x86_64", "platform": "linux"}
        paths = []
        for path, file in sorted(files.items()):
            entry = {"_path": path, "path_type": "softlink" if file.link is not None else "hardlink"}
            entry |= {"sha256": hashlib.sha256(file.content).hexdigest(), "size_in_bytes": len(file.content)}
            if file.prefix is not None:
                entry |= {"prefix_placeholder": file.prefix, "file_mode": "text"}
            paths.append(entry)
        info = {
            "index.json": index,
            "paths.json": {"paths": paths, "paths_version": 1},
            "about.json": {},
        }
        if noarch == "python":
            link = {"type": "python", "entry_points": list(entry_points)}
            info["link.json"] = {"noarch": link, "package_metadata_version": 1}
        about = [(f"info/{key}", File(json.dumps(value).encode())) for key, value in info.items()]
        about.append(("info/files", File("".join(f"{path}\n" for path in sorted(files)).encode())))

        stem = f"{name}-{version}-{build}"
        target = self.folder / platform / f"{stem}.conda"
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
            package.writestr("metadata.json", json.dumps({"conda_pkg_format_version": 2}))
            package.writestr(f"info-{stem}.tar.zst", archive(about))
            package.writestr(f"pkg-{stem}.tar.zst", archive(sorted(files.items())))
        data = target.read_bytes()
        sums = {"md5": hashlib.md5(data).hexdigest(), "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        self.records[platform][target.name] = index | sums

    def write_index(self):
        """Writes what conda reads of a channel first."""
        for platform, records in self.records.items():
            data = {"info": {"subdir": platform}, "packages": {}, "packages.conda": records, "repodata_version": 1}
            (self.folder / platform / "repodata.json").write_text(json.dumps(data, indent=1))


def add_wheel(channel, path, line):
    """Packs a wheel: for any Python where it is pure, else for the one line that it was built for."""
    name, version = path.name.split("-")[:2]
    name = re.sub(r"[-_.]+", "-", name).lower()
    pure = path.stem.endswith("-none-any")
    site = "site-packages" if pure else f"lib/python{line}/site-packages"
    files, scripts = {}, []
    with zipfile.ZipFile(path) as wheel:
        for entry in wheel.infolist():
            inside = entry.filename
            if inside.endswith("/") or ".data/" in inside:
                continue
            content = wheel.read(entry)
            if inside.endswith(".dist-info/entry_points.txt"):
                told = configparser.ConfigParser(delimiters="=")
                told.optionxform = str
                told.read_string(content.decode())
                scripts = [f"{key} = {value}" for key, value in told.items("console_scripts")] \
                    if told.has_section("console_scripts") else []
            if inside.endswith(".dist-info/RECORD"):
                # What conda's build leaves: the installer is conda, and what pip wrote is listed.
                about = Path(inside).parent
                files[f"{site}/{about}/INSTALLER"] = File(b"conda\n")
                content += f"{about}/INSTALLER,,\n".encode()
                record = f"{site}/{inside}"
            files[f"{site}/{inside}"] = File(content, 0o755 if inside.endswith(".so") else 0o644)
    files[record].content += "".join(f"../../../bin/{script.split(' = ')[0]},,\n" for script in scripts).encode()
    if pure:
        channel.add(name, version, "pyhd_0", files, NEEDS.get(name, ["python"]), "python", scripts)
    else:
        tag = "py" + line.replace(".", "")
        major, minor = line.split(".")
        channel.add(name, version, f"{tag}_0", files, [f"python >={line},<{major}.{int(minor) + 1}.0a0"])


def add_conda(channel, code, shell, needs):
    """Packs conda itself, out of wheels that carry it below a prefix of their own."""
    with zipfile.ZipFile(code) as wheel:
        inner = "conda_lock/_vendor/conda/"
        content = {n.removeprefix(inner): wheel.read(n) for n in wheel.namelist() if n.startswith(inner)}
    with zipfile.ZipFile(shell) as wheel:
        inner = "conda_lock/_vendor/conda/"
        content |= {n.removeprefix(inner): wheel.read(n) for n in wheel.namelist() if n.startswith(f"{inner}shell/")}
    version = re.search(rb"^__version__ = version = ['\"](.+)['\"]", content["_version.py"], re.M)[1].decode()
    files = {}
    for name, data in content.items():
        if name.endswith(".py"):
            data = re.sub(rb"conda_lock\._?vendor\.conda", b"conda", data)
        if not name.endswith("/"):
            files[f"site-packages/conda/{name}"] = File(data)
    about = f"site-packages/conda-{version}.dist-info"
    files[f"{about}/METADATA"] = File(f"Metadata-Version: 2.1\nName: conda\nVersion: {version}\n".encode())
    files[f"{about}/INSTALLER"] = File(b"conda\n")
    files[f"{about}/RECORD"] = File("".join(f"{n.removeprefix('site-packages/')},,\n" for n in sorted(files)).encode())
    channel.add("conda", version, "pyhd_0", files, ["python", *needs], "python", ["conda = conda.cli:main"])


# Debian's Python looks for packages in places of Debian's alone, and the code that says so is compiled into the program.
CUSTOMIZE = b"""import site, sys
if sys.prefix == sys.base_prefix:
    site.addsitedir(f"{sys.prefix}/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages")
"""


def own_layout(name, content):
    """Debian's Python installs packages into places of Debian's; a Python of conda's where Python itself says."""
    if name == "sysconfig.py":
        content = content.replace(b"dist-packages", b"site-packages").replace(b"}/local", b"}")
    return content


def add_python(channel, program):
    """Packs an installed CPython: program, shared library, headers and standard library, without what tests need."""
    question = "import sys, sysconfig; print(sys.version.split()[0], sys.base_prefix, sysconfig.get_path('stdlib'), " \
               "sysconfig.get_config_var('LIBDIR'), sysconfig.get_path('include'), sep='\\n')"
    told = subprocess.run([program, "-I", "-c", question], check=True, capture_output=True, text=True).stdout
    version, prefix, library, folder, headers = told.splitlines()
    line = ".".join(version.split(".")[:2])
    dropped = {"__pycache__", "test", "tests", "idlelib", "turtledemo", "lib2to3", "site-packages", "dist-packages"}
    files = {}

    def take(name, path):
        if path.is_symlink() and (path.parent / path.readlink()).parent == path.parent:
            files[name] = File(link=os.readlink(path))
            return
        content = own_layout(name.partition(f"lib/python{line}/")[2], path.read_bytes())
        if content.startswith(b"\x7fELF"):
            # The library is searched beside the program, wherever that will be. Shorter, so it fits in place.
            old, new = folder.encode() + b"\0", b"$ORIGIN/../lib\0"
            if len(new) <= len(old):
                content = content.replace(b"\0" + old, b"\0" + new.ljust(len(old), b"\0"))
            files[name] = File(content, 0o755)
        elif prefix != "/usr" and prefix.encode() in content:
            files[name] = File(content, path.stat().st_mode & 0o777, prefix=prefix)
        else:
            files[name] = File(content, path.stat().st_mode & 0o777)

    take(f"bin/python{line}", Path(program).resolve())
    for name in ("python", "python3"):
        files[f"bin/{name}"] = File(link=f"python{line}")
    shared = Path(folder) / f"libpython{line}.so.1.0"
    if prefix != "/usr" and shared.exists():
        take(f"lib/{shared.name}", shared)
    for root, kept, names in os.walk(library):
        kept[:] = sorted(name for name in kept if name not in dropped and not name.startswith("config-"))
        for name in names:
            if name not in ("EXTERNALLY-MANAGED", "sitecustomize.py") and not name.endswith(".a"):
                path = Path(root, name)
                if path.exists():
                    take(f"lib/python{line}/{path.relative_to(library)}", path)
    version_header = Path(headers, "patchlevel.h")
    if version_header.exists():
        take(f"include/python{line}/patchlevel.h", version_header)
    files[f"lib/python{line}/site-packages/README.txt"] = File(b"packages lie here\n")
    if prefix == "/usr":
        files[f"lib/python{line}/sitecustomize.py"] = File(CUSTOMIZE)
    channel.add("python", version, "0_cpython", files)
    return line


def add_own(channel):
    """Packs what no wheel can be: packages without Python, as compilers and libraries are."""
    channel.add("example-data", "1.0", "0", {"share/example/data.txt": File(b"data\n")}, noarch="generic")
    made = "/made/here/" + "placeholder/" * 18
    greet = f"#!/bin/sh\nexec cat {made}/share/greet/words\n".encode()
    files = {"bin/greet": File(greet, 0o755, prefix=made), "share/greet/words": File(b"good morning\n")}
    channel.add("greet", "2024a", "h1_3", files)


def main(folder, code, shell, wheels, *pythons):
    channel = Channel(Path(folder))
    lines = [add_python(channel, program) for program in pythons]
    needs = []
    for path in sorted(Path(wheels).glob("*.whl")):
        add_wheel(channel, path, lines[0])
    for path in sorted(Path(wheels, "conda").glob("*.whl")):
        add_wheel(channel, path, lines[0])
        needs.append(re.sub(r"[-_.]+", "-", path.name.split("-")[0]).lower())
    add_conda(channel, code, shell, needs)
    add_own(channel)
    channel.write_index()


main(*sys.argv[1:])
