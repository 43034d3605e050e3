"""Prints what an archive of source needs to be built, one requirement a line (PEP 517, PEP 518)."""

import sys
import tarfile
import zipfile

try:
    import tomllib
except ImportError:
    from pip._vendor import tomli as tomllib


def text(archive):
    """The text of the project's own pyproject.toml; none where it has none."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as opened:
            for name in opened.namelist():
                if name.count("/") == 1 and name.endswith("/pyproject.toml"):
                    return opened.read(name).decode()
    else:
        with tarfile.open(archive) as opened:
            for member in opened:
                if member.name.strip("./").count("/") == 1 and member.name.endswith("/pyproject.toml"):
                    return opened.extractfile(member).read().decode()
    return ""


system = tomllib.loads(text(sys.argv[1])).get("build-system", {})
for requirement in system.get("requires", ["setuptools", "wheel"]):
    print("REQUIRES|" + requirement)
