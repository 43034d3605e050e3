//! Broken interpreters, and environments that were moved, copied or not finished.

use super::case::{Answer, Case, SOUND};

const WHOLE: &[(&str, Answer)] = &[("tgt==1.0", Answer::Ok("1.0", "environment"))];
const LISTED: &[&str] = &["tgt 1.0 environment"];

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a Python of its own below a home folder that was made an environment",
        lay: "+ tgt 1.0
              {env}/.pyenv/versions/3.13.0/bin/python3.13 * 3.13
              {env}/.pyenv/versions/3.13.0/lib/python3.13/os.py
              + own 1.0 {env}/.pyenv/versions/3.13.0/lib/python3.13/site-packages",
        path: "{env}/.pyenv/versions/3.13.0/bin/python3.13",
        asked: &[("tgt", Answer::Absent), ("own", Answer::Ok("1.0", "base"))],
        listed: &["own 1.0 base"],
        fields: &[("/kind", "\"base\""), ("/python", "\"3.13\"")],
        ..SOUND
    },
    Case {
        name: "an activate whose path goes on in the next line, as a name with a line end has it",
        lay: "{env}/bin/activate = VIRTUAL_ENV=\"/gone\\nelse\"\\nexport VIRTUAL_ENV\\n",
        ..SOUND
    },
    Case {
        name: "the first link of the chain leads nowhere",
        lay: "+ tgt 1.0
              - {env}/bin/python3
              - {env}/bin/python3.11",
        asked: WHOLE,
        listed: LISTED,
        problems: &["interpreter-missing"],
        told: &["`{env}/bin/python` leads to `{env}/bin/python3`, which is gone"],
        fields: &[("/python", "\"3.11.7\""), ("/kind", "\"venv\"")],
        ..SOUND
    },
    Case {
        name: "the second link of the chain leads nowhere",
        lay: "+ tgt 1.0
              - {base}/bin/python3",
        asked: WHOLE,
        listed: LISTED,
        problems: &["interpreter-missing"],
        told: &["`{env}/bin/python3` leads to `{base}/bin/python3`, which is gone"],
        ..SOUND
    },
    Case {
        name: "the last link of the chain leads nowhere, as after an upgrade of the base",
        lay: "+ tgt 1.0
              - {base}/bin/python3.11",
        asked: WHOLE,
        listed: LISTED,
        problems: &["interpreter-missing"],
        told: &["`{base}/bin/python3` leads to `{base}/bin/python3.11`, which is gone"],
        ..SOUND
    },
    Case {
        name: "the base is gone with everything",
        lay: "+ tgt 1.0
              - {base}",
        asked: WHOLE,
        listed: LISTED,
        problems: &["interpreter-missing", "home-stale"],
        ..SOUND
    },
    Case {
        name: "no bin",
        lay: "+ tgt 1.0
              - {env}/bin",
        asked: WHOLE,
        listed: LISTED,
        problems: &["interpreter-missing"],
        ..SOUND
    },
    Case {
        name: "only python3",
        lay: "+ tgt 1.0
              - {env}/bin/python
              - {env}/bin/python3.11",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "only python3.11",
        lay: "+ tgt 1.0
              - {env}/bin/python
              - {env}/bin/python3
              - {env}/bin/python3.11
              {env}/bin/python3.11 -> {base}/bin/python3.11
              {env}/bin/pip : bin/python3 => bin/python3.11",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "python leads nowhere and python3 works",
        lay: "+ tgt 1.0
              - {env}/bin/python
              {env}/bin/python -> /nonexistent/python3.9",
        asked: WHOLE,
        listed: LISTED,
        problems: &["interpreter-missing"],
        told: &["`/nonexistent/python3.9`, which is gone"],
        ..SOUND
    },
    Case {
        name: "links in a circle",
        lay: "+ tgt 1.0
              - {env}/bin/python3
              {env}/bin/python3 -> python",
        asked: WHOLE,
        listed: LISTED,
        problems: &["interpreter-missing"],
        ..SOUND
    },
    Case {
        name: "an interpreter of no bytes",
        lay: "+ tgt 1.0
              {base}/bin/python3.11 =",
        asked: WHOLE,
        listed: LISTED,
        problems: &["not-an-interpreter"],
        ..SOUND
    },
    Case {
        name: "an interpreter that cannot be executed",
        lay: "+ tgt 1.0
              mode 644 {base}/bin/python3.11",
        asked: WHOLE,
        listed: LISTED,
        problems: &["not-an-interpreter"],
        told: &["is not an executable file"],
        ..SOUND
    },
    Case {
        name: "a script in the place of the interpreter",
        lay: "+ tgt 1.0
              {base}/bin/python3.11 = #!/bin/sh\\nexec /usr/bin/python3 \"$@\"\\n
              mode 755 {base}/bin/python3.11",
        asked: WHOLE,
        listed: LISTED,
        problems: &["not-an-interpreter"],
        told: &["is a script"],
        ..SOUND
    },
    Case {
        name: "another program in the place of the interpreter",
        lay: "+ tgt 1.0
              {base}/bin/python3.11 = \\x7fELF no snake here
              mode 755 {base}/bin/python3.11",
        asked: WHOLE,
        listed: LISTED,
        problems: &["not-an-interpreter"],
        told: &["is not a Python interpreter"],
        ..SOUND
    },
    Case {
        name: "a folder in the place of the interpreter",
        lay: "+ tgt 1.0
              - {base}/bin/python3.11
              {base}/bin/python3.11/",
        asked: WHOLE,
        listed: LISTED,
        problems: &["not-an-interpreter"],
        ..SOUND
    },
    Case {
        name: "a copied interpreter",
        lay: "+ tgt 1.0
              - {env}/bin/python3
              {env}/bin/python3 * 3.11",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/python", "\"3.11.7\"")],
        ..SOUND
    },
    Case {
        name: "the environment was moved",
        lay: "+ tgt 1.0
              {env}/bin/activate : {env} => {root}/Original
              {env}/bin/pip : {env} => {root}/Original",
        asked: WHOLE,
        listed: LISTED,
        problems: &["moved"],
        told: &["it was made as `{root}/Original`"],
        ..SOUND
    },
    Case {
        name: "the environment was copied",
        lay: "+ tgt 1.0
              {root}/Original/pyvenv.cfg = home = {base}/bin\\n
              {env}/bin/activate : {env} => {root}/Original
              {env}/bin/pip : {env} => {root}/Original",
        asked: WHOLE,
        listed: LISTED,
        problems: &["copied"],
        told: &["act on `{root}/Original`"],
        ..SOUND
    },
    Case {
        name: "the environment was moved, and only its scripts tell",
        lay: "+ tgt 1.0
              {env}/bin/pip : {env} => {root}/Original",
        asked: WHOLE,
        listed: LISTED,
        problems: &["moved"],
        ..SOUND
    },
    Case {
        name: "the environment was copied, and only its scripts tell",
        lay: "+ tgt 1.0
              {root}/Original/pyvenv.cfg = home = {base}/bin\\n
              {root}/Original/bin/python3 -> {base}/bin/python3
              {env}/bin/pip : {env} => {root}/Original",
        asked: WHOLE,
        listed: LISTED,
        problems: &["copied"],
        ..SOUND
    },
    Case {
        name: "the environment was moved, and its scripts begin with a shell, as for a long path",
        lay: "+ tgt 1.0
              {env}/bin/pip = #!/bin/sh\\n'''exec' \"{root}/My Original/bin/python3\" \"$0\" \"$@\"\\n' '''\\nimport pip\\n",
        asked: WHOLE,
        listed: LISTED,
        problems: &["moved"],
        ..SOUND
    },
    Case {
        name: "scripts that begin with a shell, at their place",
        lay: "+ tgt 1.0
              {env}/bin/pip = #!/bin/sh\\n'''exec' {env}/bin/python3 \"$0\" \"$@\"\\n' '''\\nimport pip\\n",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "scripts and activate of a relocatable environment of uv",
        lay: "+ tgt 1.0
              {env}/bin/activate = SCRIPT_PATH=\"${BASH_SOURCE[0]}\"\\nVIRTUAL_ENV=\"$(dirname -- \"$(dirname -- \"$(realpath -- \"$SCRIPT_PATH\")\")\")\"\\n
              {env}/bin/pip = #!/bin/sh\\n'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")\"/'python' \"$0\" \"$@\"\\n' '''\\nimport pip\\n",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "activate names the environment by a link",
        lay: "+ tgt 1.0
              {root}/link -> Example
              {env}/bin/activate : {env} => {root}/link
              {env}/bin/pip : {env} => {root}/link",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "no activate, as after a quota was full",
        lay: "+ tgt 1.0
              - {env}/bin/activate",
        asked: WHOLE,
        listed: LISTED,
        problems: &["unfinished"],
        ..SOUND
    },
    Case {
        name: "an activate of no bytes",
        lay: "{env}/bin/activate =",
        problems: &["unfinished"],
        ..SOUND
    },
    Case {
        name: "activate of another shell only",
        lay: "mv {env}/bin/activate {env}/bin/activate.fish
              {env}/bin/activate.fish = set -gx VIRTUAL_ENV \"{env}\"\\n",
        ..SOUND
    },
    Case {
        name: "no site-packages",
        lay: "- {env}/lib/python3.11/site-packages",
        asked: &[("pip", Answer::Absent)],
        problems: &["unfinished"],
        ..SOUND
    },
    Case {
        name: "no lib",
        lay: "- {env}/lib",
        asked: &[("pip", Answer::Absent)],
        problems: &["unfinished"],
        ..SOUND
    },
    Case {
        name: "no pip",
        lay: "+ tgt 1.0
              - {site}/pip
              - {site}/pip-24.0.dist-info
              - {env}/bin/pip",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "environment")), ("pip", Answer::Absent)],
        listed: LISTED,
        problems: &["no-pip"],
        ..SOUND
    },
    Case {
        name: "pip without its command",
        lay: "{site}/pip-24.0.dist-info/RECORD : pip/__init__.py => ../../../bin/pip,,\\npip/__init__.py
              - {env}/bin/pip",
        asked: &[("pip", Answer::Ok("24.0", "environment"))],
        problems: &["no-pip"],
        told: &["`python -m pip`"],
        ..SOUND
    },
    Case {
        name: "an environment that was made from another",
        lay: "+ tgt 1.0
              {root}/outer/pyvenv.cfg = home = {base}/bin\\ninclude-system-site-packages = false\\n
              {root}/outer/bin/python3 -> {base}/bin/python3
              + outside 1.0 {root}/outer/lib/python3.11/site-packages
              {env}/pyvenv.cfg : = false => = true",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "environment")), ("outside", Answer::Absent)],
        listed: LISTED,
        fields: &[("/base", "\"{base}\"")],
        ..SOUND
    },
];
