"""A pytest plugin that writes down what `packaging`'s own tests ask of it, and what it answers.

One line of JSON for each different question, to the file that CHECKER_ROWS names. The tests themselves then say that
the answers are the right ones: a row counts because the run is green.
"""

import functools
import json
import os

from packaging import markers, requirements, specifiers, utils, version

rows = {}


def note(what, **row):
    """Keep a row once."""
    rows.setdefault(json.dumps({"what": what, **row}, sort_keys=True))


def around(owner, name, after):
    """Let `after` see the arguments and the result, or the exception, of a function."""
    plain = getattr(owner, name)

    @functools.wraps(plain)
    def noted(*args, **kwargs):
        try:
            result = plain(*args, **kwargs)
        except Exception as error:
            after(error, *args, **kwargs)
            raise
        after(result, *args, **kwargs)
        return result

    setattr(owner, name, noted)


def is_text(*texts):
    return all(type(text) is str for text in texts)


def made_version(result, self, text):
    if is_text(text) and (result is None or isinstance(result, version.InvalidVersion)):
        normal = None if result else str(self)
        note("version", text=text, normal=normal, early=bool(normal and self.is_prerelease))


def compared(result, self, other):
    if type(self) is type(other) is version.Version:
        order = (self._key > other._key) - (self._key < other._key)
        note("order", left=str(self), right=str(other), order=order)


def made_specifier(result, self, text="", prereleases=None):
    if is_text(text) and (result is None or isinstance(result, specifiers.InvalidSpecifier)):
        note("specifier", text=text, valid=result is None, normal=None if result else str(self))


def made_specifiers(result, self, text="", prereleases=None):
    if is_text(text) and (result is None or isinstance(result, specifiers.InvalidSpecifier)):
        note("specifiers", text=text, valid=result is None, count=None if result else len(self))


def equal_specifiers(result, self, other):
    if isinstance(result, bool) and isinstance(other, (str, type(self))):
        note("same", left=str(self), right=str(other), same=result)


plain_contains = {kind: kind.contains for kind in (specifiers.Specifier, specifiers.SpecifierSet)}


def contained(result, self, item, *args, **kwargs):
    # What is installed was chosen: pre-releases count, whatever else the test asks for. A new object is asked, because
    # there are tests that plant wrong answers inside of one.
    if isinstance(result, bool) and isinstance(item, (str, version.Version)):
        allowed = plain_contains[type(self)](type(self)(str(self)), item, prereleases=True)
        note("allows", specifiers=str(self), installed=str(item), allowed=allowed)


def made_marker(result, self, text):
    if is_text(text) and (result is None or isinstance(result, markers.InvalidMarker)):
        note("marker", text=text, valid=result is None)


texts_of_markers = {}


def remember_marker(result, self, text):
    made_marker(result, self, text)
    texts_of_markers[id(self)] = (self, text)


def evaluated(result, self, environment=None, context="metadata"):
    known = dict(markers.default_environment())
    if context == "lock_file":
        known |= {"extras": (), "dependency_groups": ()}
    known |= environment or {}
    known = {name: value if is_text(value) else sorted(value or ()) for name, value in known.items()}
    text = texts_of_markers.get(id(self), (self, str(self)))[1]
    if isinstance(result, (bool, markers.UndefinedComparison)):
        note("holds", marker=text, environment=known, holds=result if isinstance(result, bool) else None)


def made_requirement(result, self, text):
    if not is_text(text) or not (result is None or isinstance(result, requirements.InvalidRequirement)):
        return
    parts = None
    if result is None:
        parts = {
            "name": self.name,
            "extras": sorted({utils.canonicalize_name(extra) for extra in self.extras}),
            "specifiers": str(self.specifier),
            "url": self.url,
            "marker": self.marker is not None,
        }
    note("requirement", text=text, parts=parts)


def made_canonical(result, name, *, validate=False):
    if is_text(name):
        is_name = not isinstance(result, Exception) if validate else None
        note("name", text=name, normal=result if is_text(result) else None, is_name=is_name)


around(version.Version, "__init__", made_version)
for comparison in ("__lt__", "__le__", "__eq__", "__ne__", "__ge__", "__gt__"):
    around(version.Version, comparison, compared)
around(specifiers.Specifier, "__init__", made_specifier)
around(specifiers.SpecifierSet, "__init__", made_specifiers)
for kind in plain_contains:
    around(kind, "__eq__", equal_specifiers)
    around(kind, "contains", contained)
around(markers.Marker, "__init__", remember_marker)
around(markers.Marker, "evaluate", evaluated)
around(requirements.Requirement, "__init__", made_requirement)
around(utils, "canonicalize_name", made_canonical)


def pytest_collection_modifyitems(items):
    """The comparisons are tens of thousands of tests without fixtures: each is called, without pytest's ceremony."""
    others = []
    for item in items:
        if item.originalname in ("test_comparison_true", "test_comparison_false"):
            item.obj(**item.callspec.params)
        else:
            others.append(item)
    items[:] = others


def pytest_sessionfinish(session, exitstatus):
    with open(os.environ["CHECKER_ROWS"], "w", encoding="utf-8") as file:
        file.writelines(row + "\n" for row in rows)
