//! Damage: metadata, records and code that are missing, unreadable or contradict one another.

use super::case::{Answer, Case, SOUND};

/// What a sound `tgt 1.0` is answered with.
const WHOLE: &[(&str, Answer)] = &[("tgt==1.0", Answer::Ok("1.0", "environment"))];
const LISTED: &[&str] = &["tgt 1.0 environment"];
const UNREAD: &[&str] = &["tgt ? environment"];

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a .pth file in Latin-1, at which Python does not start",
        lay: "+ tgt 1.0
              {site}/mine.pth = # caf\\xe9\\n
              {site}/other.pth = # caf\\xc3\\xa9\\n",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "environment"))],
        listed: &["tgt 1.0 environment"],
        problems: &["pth-broken"],
        told: &["`mine.pth` is not UTF-8"],
        ..SOUND
    },
    Case {
        name: "an uninstall that was interrupted",
        lay: "+ numpy 1.0
              mv {site}/numpy {site}/~umpy
              mv {site}/numpy-1.0.dist-info {site}/~umpy-1.0.dist-info",
        asked: &[("numpy", Answer::Absent), ("umpy", Answer::Absent)],
        problems: &["half-uninstalled"],
        told: &["interrupted uninstall"],
        ..SOUND
    },
    Case {
        name: "an uninstall of an old pip that was interrupted",
        lay: "+ numpy 1.0
              mv {site}/numpy-1.0.dist-info {site}/-umpy-1.0.dist-info
              - {site}/numpy",
        asked: &[("numpy", Answer::Absent), ("umpy", Answer::Absent)],
        problems: &["half-uninstalled"],
        ..SOUND
    },
    Case {
        name: "the left-over of an upgrade that was interrupted, beside the new version",
        lay: "+ numpy 2.0
              {site}/~umpy-1.0.dist-info/METADATA = Name: numpy\\nVersion: 1.0\\n",
        asked: &[("numpy==2.0", Answer::Ok("2.0", "environment"))],
        listed: &["numpy 2.0 environment"],
        problems: &["half-uninstalled"],
        ..SOUND
    },
    Case {
        name: "METADATA is missing",
        lay: "+ tgt 1.0
              - {site}/tgt-1.0.dist-info/METADATA",
        asked: &[("tgt==1.0", Answer::Broken("METADATA` is missing")), ("tgt", Answer::Broken("METADATA` is missing"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        told: &["METADATA` is missing"],
        ..SOUND
    },
    Case {
        name: "METADATA is empty",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA =",
        asked: &[("tgt==1.0", Answer::Broken("does not tell the name and the version"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "METADATA is a folder",
        lay: "+ tgt 1.0
              - {site}/tgt-1.0.dist-info/METADATA
              {site}/tgt-1.0.dist-info/METADATA/",
        asked: &[("tgt==1.0", Answer::Broken("is not what it should be"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "METADATA tells no version",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : Version: 1.0\\n => ",
        asked: &[("tgt==1.0", Answer::Broken("does not tell the name and the version"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "METADATA tells no name",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : Name: tgt\\n => ",
        asked: &[("tgt==1.0", Answer::Broken("does not tell the name and the version"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "METADATA was cut off before its fields",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA = Metadata-Ver",
        asked: &[("tgt==1.0", Answer::Broken("does not tell the name and the version"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "METADATA consists of zeros, as after a crash",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA = \\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00",
        asked: &[("tgt==1.0", Answer::Broken("does not tell the name and the version"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "METADATA has a byte of Latin-1 in its head",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : \\n\\nText => \\nAuthor: Andr\\xe9\\n\\nText",
        asked: WHOLE,
        listed: LISTED,
        problems: &["metadata-broken"],
        told: &["is not UTF-8"],
        ..SOUND
    },
    Case {
        name: "METADATA has a byte of Latin-1 in its text",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : Text => Andr\\xe9",
        asked: WHOLE,
        listed: LISTED,
        problems: &["metadata-broken"],
        told: &["is not UTF-8"],
        ..SOUND
    },
    Case {
        name: "METADATA begins with a byte order mark",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : Metadata-Version => \\xef\\xbb\\xbfMetadata-Version",
        asked: WHOLE,
        listed: LISTED,
        problems: &["metadata-broken"],
        told: &["byte order mark"],
        ..SOUND
    },
    Case {
        name: "METADATA begins with a byte order mark in front of the name",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA = \\xef\\xbb\\xbfName: tgt\\nVersion: 1.0\\n",
        asked: WHOLE,
        listed: LISTED,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "METADATA holds UTF-8 that is not ASCII",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : Text => Andr\\xc3\\xa9",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "the version is folded onto the next line",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : Version: 1.0 => Version:\\n 1.0",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "METADATA has line ends of Windows",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : \\n => \\r\\n",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "the keys of METADATA are in small letters",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : Name => name
              {site}/tgt-1.0.dist-info/METADATA : Version: 1 => version: 1",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "the text of METADATA names another package",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : Text. => Name: other\\nVersion: 9.9",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "environment")), ("other", Answer::Absent)],
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "name and version stand in the text of METADATA only",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA = Metadata-Version: 2.1\\n\\nName: tgt\\nVersion: 1.0\\n",
        asked: &[("tgt", Answer::Broken("does not tell the name and the version"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "the folder of metadata is a plain file",
        lay: "+ tgt 1.0
              - {site}/tgt-1.0.dist-info
              {site}/tgt-1.0.dist-info = not a folder",
        asked: &[("tgt==1.0", Answer::Broken("is not what it should be"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "the folder of metadata is a link that leads nowhere",
        lay: "+ tgt 1.0
              - {site}/tgt-1.0.dist-info
              {site}/tgt-1.0.dist-info -> /nonexistent/tgt-1.0.dist-info",
        asked: &[("tgt==1.0", Answer::Broken("leads to `/nonexistent/tgt-1.0.dist-info`, which is gone"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "the folder of metadata is a link in a circle",
        lay: "+ tgt 1.0
              - {site}/tgt-1.0.dist-info
              {site}/tgt-1.0.dist-info -> tgt-1.0.dist-info",
        asked: &[("tgt==1.0", Answer::Broken("tgt-1.0.dist-info"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "the folder of metadata is a link to a folder",
        lay: "+ tgt 1.0
              mv {site}/tgt-1.0.dist-info {root}/store/tgt-1.0.dist-info
              {site}/tgt-1.0.dist-info -> {root}/store/tgt-1.0.dist-info",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "the folder of metadata is empty",
        lay: "+ tgt 1.0
              - {site}/tgt-1.0.dist-info
              {site}/tgt-1.0.dist-info/",
        asked: &[("tgt==1.0", Answer::Broken("METADATA` is missing"))],
        listed: UNREAD,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "RECORD is missing",
        lay: "+ tgt 1.0
              - {site}/tgt-1.0.dist-info/RECORD",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "RECORD is empty",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/RECORD =",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "RECORD has line ends of Windows and a quoted path",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/RECORD : \\n => \\r\\n
              {site}/tgt-1.0.dist-info/RECORD : tgt/__init__.py,, => \"tgt/__init__.py\",sha256=x,1\\r\\n\"tgt/a,b.py\",,",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "INSTALLER, as uv writes it, has no line end",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/INSTALLER = uv",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/packages/1/installer", "\"uv\"")],
        ..SOUND
    },
    Case {
        name: "INSTALLER is missing",
        lay: "+ tgt 1.0
              - {site}/tgt-1.0.dist-info/INSTALLER",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/packages/1/installer", "null")],
        ..SOUND
    },
    Case {
        name: "direct_url.json is no JSON",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/direct_url.json = {\"url\":
              {site}/tgt-1.0.dist-info/RECORD : tgt/__init__.py => tgt-1.0.dist-info/direct_url.json,,\\ntgt/__init__.py",
        asked: WHOLE,
        listed: LISTED,
        problems: &["metadata-broken"],
        told: &["direct_url.json` is not what PEP 610 says"],
        ..SOUND
    },
    Case {
        name: "direct_url.json is there although RECORD does not list it, and is no JSON",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/direct_url.json = nonsense",
        asked: WHOLE,
        listed: LISTED,
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "the code was deleted",
        lay: "+ tgt 1.0
              - {site}/tgt",
        asked: &[("tgt==1.0", Answer::Broken("lists `tgt`, which is gone"))],
        listed: LISTED,
        problems: &["code-missing"],
        ..SOUND
    },
    Case {
        name: "the code of a single module was deleted",
        lay: "+ tgt 1.0
              - {site}/tgt
              {site}/tgt-1.0.dist-info/RECORD : tgt/__init__.py => tgt.py",
        asked: &[("tgt==1.0", Answer::Broken("lists `tgt.py`, which is gone"))],
        listed: LISTED,
        problems: &["code-missing"],
        ..SOUND
    },
    Case {
        name: "the code was deleted and Python's cache of it was left",
        lay: "+ tgt 1.0
              - {site}/tgt
              {site}/tgt/__pycache__/__init__.cpython-311.pyc",
        asked: &[("tgt==1.0", Answer::Broken("lists `tgt/__init__.py`, which is gone"))],
        listed: LISTED,
        problems: &["code-missing"],
        ..SOUND
    },
    Case {
        name: "the code is there compiled, without its source",
        lay: "+ tgt 1.0
              mv {site}/tgt/__init__.py {site}/tgt/__init__.pyc",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "environment"))],
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "a module is there compiled, without its source",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/RECORD : tgt/__init__.py => tgt.py
              {site}/tgt.pyc",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "environment"))],
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "a compiled module was deleted",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/RECORD : tgt/__init__.py => _tgt.cpython-311-x86_64-linux-gnu.so,,\\ntgt/__init__.py",
        asked: &[("tgt==1.0", Answer::Broken("_tgt.cpython-311-x86_64-linux-gnu.so`, which is gone"))],
        listed: LISTED,
        problems: &["code-missing"],
        ..SOUND
    },
    Case {
        name: "the code was copied in and nothing is recorded",
        lay: "{site}/tgt/__init__.py",
        asked: &[("tgt", Answer::Absent)],
        problems: &["importable-not-installed"],
        told: &["`import tgt` works"],
        ..SOUND
    },
    Case {
        name: "a single module was copied in",
        lay: "{site}/tgt.py",
        asked: &[("tgt", Answer::Absent)],
        problems: &["importable-not-installed"],
        ..SOUND
    },
    Case {
        name: "a compiled module was copied in",
        lay: "{site}/tgt.cpython-311-x86_64-linux-gnu.so",
        asked: &[("tgt", Answer::Absent)],
        problems: &["importable-not-installed"],
        ..SOUND
    },
    Case {
        name: "the record was deleted and the code was left",
        lay: "+ tgt 1.0
              - {site}/tgt-1.0.dist-info",
        asked: &[("tgt", Answer::Absent)],
        problems: &["importable-not-installed"],
        ..SOUND
    },
    Case {
        name: "code was copied in beside a package that lists no files",
        lay: "+ other 1.0
              - {site}/other-1.0.dist-info/RECORD
              {site}/tgt/__init__.py",
        asked: &[("tgt", Answer::Absent)],
        listed: &["other 1.0 environment"],
        ..SOUND
    },
    Case {
        name: "a module that runs at every start of Python was put in by hand",
        lay: "{site}/sitecustomize.py = import os\\n",
        asked: &[("sitecustomize", Answer::Absent)],
        problems: &["runs-code"],
        told: &["sitecustomize"],
        ..SOUND
    },
    Case {
        name: "a cache was cleaned into which the metadata was linked",
        lay: "+ tgt 1.0
              - {site}/tgt-1.0.dist-info/METADATA
              {site}/tgt-1.0.dist-info/METADATA -> /nonexistent/cache/METADATA
              - {site}/tgt/__init__.py
              {site}/tgt/__init__.py -> /nonexistent/cache/__init__.py",
        asked: &[("tgt==1.0", Answer::Broken("`/nonexistent/cache/METADATA`, which is gone"))],
        listed: UNREAD,
        problems: &["cache-gone"],
        told: &["a cache was cleaned"],
        ..SOUND
    },
    Case {
        name: "a cache was cleaned into which only the code was linked",
        lay: "+ tgt 1.0
              - {site}/tgt/__init__.py
              {site}/tgt/__init__.py -> /nonexistent/cache/__init__.py",
        asked: &[("tgt==1.0", Answer::Broken("`/nonexistent/cache/__init__.py`, which is gone"))],
        listed: LISTED,
        problems: &["cache-gone"],
        ..SOUND
    },
    Case {
        name: "files are links into a cache that is there",
        lay: "+ tgt 1.0
              mv {site}/tgt-1.0.dist-info/METADATA {root}/cache/METADATA
              {site}/tgt-1.0.dist-info/METADATA -> {root}/cache/METADATA
              mv {site}/tgt/__init__.py {root}/cache/__init__.py
              {site}/tgt/__init__.py -> {root}/cache/__init__.py",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "one broken package beside a whole one",
        lay: "+ tgt 1.0
              + whole 2.0
              - {site}/tgt-1.0.dist-info/METADATA",
        asked: &[("whole==2.0", Answer::Ok("2.0", "environment")), ("tgt", Answer::Broken("is missing"))],
        listed: &["tgt ? environment", "whole 2.0 environment"],
        problems: &["metadata-broken"],
        ..SOUND
    },
];
