//! `pyvenv.cfg`: as every tool writes it, and as hands change it.

use super::case::{Answer, Case, SOUND};

const WHOLE: &[(&str, Answer)] = &[("tgt==1.0", Answer::Ok("1.0", "environment"))];
const LISTED: &[&str] = &["tgt 1.0 environment"];

/// A file, and what it says: creator, version, isolation.
macro_rules! written {
    ($name:literal, $text:literal, $creator:literal, $python:literal, $system:literal) => {
        Case {
            name: $name,
            lay: concat!("+ tgt 1.0\n{env}/pyvenv.cfg = ", $text),
            asked: WHOLE,
            listed: LISTED,
            fields: &[
                ("/kind", "\"venv\""),
                ("/creator", $creator),
                ("/python", $python),
                ("/system_site_packages", $system),
                ("/base", "\"{base}\""),
            ],
            ..SOUND
        }
    };
}

pub(super) const CASES: &[Case] = &[
    written!(
        "venv of Python 3.6 to 3.10",
        "home = {base}/bin\\ninclude-system-site-packages = false\\nversion = 3.11.7\\n",
        "\"venv\"",
        "\"3.11.7\"",
        "false"
    ),
    written!(
        "venv of Python 3.11 to 3.13",
        "home = {base}/bin\\ninclude-system-site-packages = false\\nversion = 3.11.7\\nexecutable = {base}/bin/python3.11\\ncommand = {base}/bin/python3 -m venv {env}\\n",
        "\"venv\"",
        "\"3.11.7\"",
        "false"
    ),
    written!(
        "venv with a prompt that has quotes and an equals sign",
        "home = {base}/bin\\ninclude-system-site-packages = true\\nversion = 3.11.7\\nprompt = 'it\\x5c's = \"mine\"'\\nexecutable = {base}/bin/python3.11\\ncommand = {base}/bin/python3 -m venv --system-site-packages --prompt=\"it's = \"mine\"\" {env}\\n",
        "\"venv\"",
        "\"3.11.7\"",
        "true"
    ),
    written!(
        "virtualenv 20.21",
        "home = {base}/bin\\nimplementation = CPython\\nversion_info = 3.11.7.final.0\\nvirtualenv = 20.21.1\\ninclude-system-site-packages = false\\nbase-prefix = {base}\\nbase-exec-prefix = {base}\\nbase-executable = {base}/bin/python3.11\\n",
        "\"virtualenv\"",
        "\"3.11.7\"",
        "false"
    ),
    written!(
        "virtualenv 21",
        "home = {base}/bin\\nimplementation = CPython\\nversion_info = 3.11.7.final.0\\nvirtualenv = 21.15.7\\ninclude-system-site-packages = true\\nbase-prefix = {base}\\nbase-exec-prefix = {base}\\nbase-executable = {base}/bin/python3.11\\npython-version = 3.11.7\\nversion = 3.11.7\\nexecutable = {base}/bin/python3.11\\ncommand = {base}/bin/python3 -m virtualenv {env}\\n",
        "\"virtualenv\"",
        "\"3.11.7\"",
        "true"
    ),
    written!(
        "uv",
        "home = {base}/bin\\nimplementation = CPython\\nuv = 0.13.8\\nversion_info = 3.11.7\\ninclude-system-site-packages = false\\n",
        "\"uv\"",
        "\"3.11.7\"",
        "false"
    ),
    written!(
        "uv with everything",
        "home = {base}/bin\\nimplementation = CPython\\nuv = 0.13.8\\nversion_info = 3.11.7\\ninclude-system-site-packages = false\\nseed = true\\nrelocatable = true\\nprompt = mine\\n",
        "\"uv\"",
        "\"3.11.7\"",
        "false"
    ),
    written!(
        "keys in capital letters and no blanks",
        "HOME={base}/bin\\nInclude-System-Site-Packages=TRUE\\nVersion=3.11.7\\n",
        "\"venv\"",
        "\"3.11.7\"",
        "true"
    ),
    written!(
        "no line end at the end",
        "home = {base}/bin\\nversion = 3.11.7\\ninclude-system-site-packages = false",
        "\"venv\"",
        "\"3.11.7\"",
        "false"
    ),
    written!(
        "line ends of Windows",
        "home = {base}/bin\\r\\nversion = 3.11.7\\r\\ninclude-system-site-packages = true\\r\\n",
        "\"venv\"",
        "\"3.11.7\"",
        "true"
    ),
    written!(
        "blanks and tabs around keys and values",
        "  home\\t=   {base}/bin  \\n version = 3.11.7\\t\\n  include-system-site-packages  =\\tfalse  \\n",
        "\"venv\"",
        "\"3.11.7\"",
        "false"
    ),
    written!(
        "lines that are neither key nor comment",
        "# made by hand\\n[section]\\n\\nhome = {base}/bin\\nversion = 3.11.7\\ninclude-system-site-packages = false\\n;nothing\\n",
        "\"venv\"",
        "\"3.11.7\"",
        "false"
    ),
    written!(
        "a key twice, of which Python takes the last",
        "home = {base}/bin\\nversion = 3.11.7\\ninclude-system-site-packages = false\\ninclude-system-site-packages = true\\n",
        "\"venv\"",
        "\"3.11.7\"",
        "true"
    ),
    written!(
        "the version of the time of creation, older than the base's",
        "home = {base}/bin\\nversion = 3.11.2\\ninclude-system-site-packages = false\\n",
        "\"venv\"",
        "\"3.11.7\"",
        "false"
    ),
    written!(
        "no version at all",
        "home = {base}/bin\\ninclude-system-site-packages = false\\n",
        "\"venv\"",
        "\"3.11.7\"",
        "false"
    ),
    Case {
        name: "virtualenv 16, without a pyvenv.cfg",
        lay: "+ tgt 1.0
              - {env}/pyvenv.cfg
              {env}/lib/python3.11/orig-prefix.txt = {base}
              {env}/lib/python3.11/no-global-site-packages.txt",
        asked: WHOLE,
        listed: LISTED,
        fields: &[
            ("/kind", "\"venv\""),
            ("/creator", "\"virtualenv\""),
            ("/python", "\"3.11.7\""),
            ("/system_site_packages", "false"),
            ("/base", "\"{base}\""),
        ],
        ..SOUND
    },
    Case {
        name: "virtualenv 16 with the packages of its base",
        lay: "- {env}/pyvenv.cfg
              {env}/lib/python3.11/orig-prefix.txt = {base}\\n
              + tgt 1.0 {base-site}",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "base"))],
        listed: &["tgt 1.0 base"],
        fields: &[("/system_site_packages", "true")],
        ..SOUND
    },
    Case {
        name: "the key of isolation is missing, which counts as true",
        lay: "+ tgt 1.0 {base-site}
              {env}/pyvenv.cfg : include-system-site-packages = false\\n =>",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "base"))],
        listed: &["tgt 1.0 base"],
        problems: &["key-missing"],
        fields: &[("/system_site_packages", "true")],
        ..SOUND
    },
    Case {
        name: "the key of isolation is misspelt, which counts as true",
        lay: "+ tgt 1.0 {base-site}
              {env}/pyvenv.cfg : include-system => include-sytem",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "base"))],
        listed: &["tgt 1.0 base"],
        problems: &["misspelt-key"],
        told: &["`include-sytem-site-packages` should be `include-system-site-packages`"],
        fields: &[("/system_site_packages", "true")],
        ..SOUND
    },
    Case {
        name: "the key of isolation with underscores",
        lay: "{env}/pyvenv.cfg : include-system-site-packages => include_system_site_packages",
        problems: &["misspelt-key"],
        fields: &[("/system_site_packages", "true")],
        ..SOUND
    },
    Case {
        name: "a colon in the place of the equals sign",
        lay: "{env}/pyvenv.cfg : site-packages = false => site-packages: false",
        problems: &["key-missing"],
        fields: &[("/system_site_packages", "true")],
        ..SOUND
    },
    Case {
        name: "isolation is `yes`, which Python takes for false",
        lay: "+ tgt 1.0 {base-site}
              {env}/pyvenv.cfg : = false => = yes",
        asked: &[("tgt", Answer::Absent)],
        problems: &["misspelt-key"],
        told: &["is `yes`, which Python takes for false"],
        fields: &[("/system_site_packages", "false")],
        ..SOUND
    },
    Case {
        name: "isolation in quotes, which Python takes for false",
        lay: "+ tgt 1.0 {base-site}
              {env}/pyvenv.cfg : = false => = \"true\"",
        asked: &[("tgt", Answer::Absent)],
        problems: &["misspelt-key"],
        fields: &[("/system_site_packages", "false")],
        ..SOUND
    },
    Case {
        name: "home is missing",
        lay: "+ tgt 1.0
              {env}/pyvenv.cfg : home = {base}/bin\\n =>",
        asked: WHOLE,
        listed: LISTED,
        problems: &["pyvenv-cfg-broken"],
        ..SOUND
    },
    Case {
        name: "home is empty",
        lay: "+ tgt 1.0
              {env}/pyvenv.cfg : home = {base}/bin => home =",
        asked: WHOLE,
        listed: LISTED,
        problems: &["pyvenv-cfg-broken"],
        ..SOUND
    },
    Case {
        name: "home is misspelt",
        lay: "+ tgt 1.0
              {env}/pyvenv.cfg : home => hoem",
        asked: WHOLE,
        listed: LISTED,
        problems: &["pyvenv-cfg-broken", "misspelt-key"],
        ..SOUND
    },
    Case {
        name: "home is gone",
        lay: "+ tgt 1.0
              {env}/pyvenv.cfg : {base}/bin => /nonexistent/bin",
        asked: WHOLE,
        listed: LISTED,
        problems: &["home-stale"],
        told: &["`home` is `/nonexistent/bin`, which is gone"],
        ..SOUND
    },
    Case {
        name: "home is a folder without a Python",
        lay: "+ tgt 1.0
              {root}/elsewhere/bin/
              {env}/pyvenv.cfg : {base}/bin => {root}/elsewhere/bin",
        asked: WHOLE,
        listed: LISTED,
        problems: &["home-stale"],
        ..SOUND
    },
    Case {
        name: "an empty pyvenv.cfg",
        lay: "+ tgt 1.0
              {env}/pyvenv.cfg =",
        asked: WHOLE,
        listed: LISTED,
        problems: &["pyvenv-cfg-broken", "key-missing"],
        ..SOUND
    },
    Case {
        name: "a pyvenv.cfg that is a folder",
        lay: "+ tgt 1.0
              - {env}/pyvenv.cfg
              {env}/pyvenv.cfg/",
        asked: WHOLE,
        listed: LISTED,
        problems: &["pyvenv-cfg-broken"],
        ..SOUND
    },
    Case {
        name: "a pyvenv.cfg that is a link to nothing",
        lay: "+ tgt 1.0
              - {env}/pyvenv.cfg
              {env}/pyvenv.cfg -> /nonexistent/pyvenv.cfg",
        asked: WHOLE,
        listed: LISTED,
        problems: &["pyvenv-cfg-broken"],
        ..SOUND
    },
    Case {
        name: "a pyvenv.cfg that consists of zeros",
        lay: "+ tgt 1.0
              {env}/pyvenv.cfg = \\x00\\x00\\x00\\x00",
        asked: WHOLE,
        listed: LISTED,
        problems: &["pyvenv-cfg-broken", "key-missing"],
        ..SOUND
    },
    Case {
        name: "no pyvenv.cfg",
        lay: "+ tgt 1.0
              - {env}/pyvenv.cfg",
        problems: &["not-an-environment"],
        fields: &[("/kind", "\"none\"")],
        ..SOUND
    },
    Case {
        name: "the version of another line: another Python's venv was run over it",
        lay: "+ tgt 1.0
              {env}/pyvenv.cfg : 3.11.7 => 3.13.0",
        asked: WHOLE,
        listed: LISTED,
        problems: &["python-changed"],
        told: &["made for Python 3.13"],
        fields: &[("/python", "\"3.11.7\"")],
        ..SOUND
    },
];
