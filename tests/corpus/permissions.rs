//! What may not be read: told as that, and never as absent or wrong. Asked as a user whom permissions concern.

use super::case::{Answer, Case, SOUND};

const WHOLE: &[(&str, Answer)] = &[("tgt==1.0", Answer::Ok("1.0", "environment"))];
const LISTED: &[&str] = &["tgt 1.0 environment"];

pub(super) const CASES: &[Case] = &[
    SOUND,
    Case {
        name: "METADATA may not be read",
        lay: "+ tgt 1.0
              mode 000 {site}/tgt-1.0.dist-info/METADATA",
        asked: &[("tgt==1.0", Answer::Broken("may not be read"))],
        listed: &["tgt ? environment"],
        problems: &["metadata-broken"],
        told: &["may not be read"],
        ..SOUND
    },
    Case {
        name: "the folder of metadata may not be read",
        lay: "+ tgt 1.0
              + whole 1.0
              mode 000 {site}/tgt-1.0.dist-info",
        asked: &[("tgt==1.0", Answer::Broken("may not be read")), ("whole", Answer::Ok("1.0", "environment"))],
        listed: &["tgt ? environment", "whole 1.0 environment"],
        problems: &["metadata-broken"],
        told: &["may not be read"],
        ..SOUND
    },
    Case {
        name: "RECORD may not be read",
        lay: "+ tgt 1.0
              mode 000 {site}/tgt-1.0.dist-info/RECORD",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "INSTALLER may not be read",
        lay: "+ tgt 1.0
              mode 000 {site}/tgt-1.0.dist-info/INSTALLER",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/packages/1/installer", "null")],
        ..SOUND
    },
    Case {
        name: "the code may not be read",
        lay: "+ tgt 1.0
              mode 000 {site}/tgt",
        asked: &[("tgt==1.0", Answer::Broken("may not be read"))],
        listed: LISTED,
        problems: &["unreadable"],
        told: &["may not be read"],
        ..SOUND
    },
    Case {
        name: "site-packages may not be read",
        lay: "+ tgt 1.0
              mode 000 {site}",
        asked: &[("tgt==1.0", Answer::Broken("may not be read")), ("other", Answer::Broken("may not be read"))],
        problems: &["unreadable"],
        told: &["may not be read"],
        ..SOUND
    },
    Case {
        name: "a folder of PYTHONPATH may not be read",
        lay: "+ tgt 1.0
              + tgt 2.0 {module}
              mode 000 {module}",
        variables: &[("PYTHONPATH", "{module}")],
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "a .pth file may not be read",
        lay: "+ tgt 1.0
              {site}/mine.pth = /nonexistent\\n
              mode 000 {site}/mine.pth",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "pyvenv.cfg may not be read",
        lay: "+ tgt 1.0
              mode 000 {env}/pyvenv.cfg",
        asked: WHOLE,
        listed: LISTED,
        problems: &["pyvenv-cfg-broken"],
        told: &["may not be read"],
        ..SOUND
    },
    Case {
        name: "bin may not be looked into",
        lay: "+ tgt 1.0
              mode 000 {env}/bin",
        asked: WHOLE,
        listed: LISTED,
        problems: &["unreadable"],
        told: &["`{env}/bin` may not be read"],
        ..SOUND
    },
    Case {
        name: "lib may not be looked into",
        lay: "+ tgt 1.0
              mode 000 {env}/lib",
        asked: &[("tgt==1.0", Answer::Broken("may not be read"))],
        problems: &["unreadable"],
        told: &["`{env}/lib` may not be read"],
        ..SOUND
    },
    Case {
        name: "the environment may not be looked into",
        lay: "+ tgt 1.0
              mode 000 {env}",
        problems: &["not-an-environment"],
        told: &["may not be read"],
        ..SOUND
    },
    Case {
        name: "the base may not be looked into",
        lay: "+ tgt 1.0
              mode 000 {base}",
        asked: WHOLE,
        listed: LISTED,
        problems: &["unreadable"],
        told: &["`{base}` may not be read"],
        ..SOUND
    },
    Case {
        name: "the interpreter may be executed and not read",
        lay: "+ tgt 1.0
              mode 711 {base}/bin/python3.11",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/python", "\"3.11.7\"")],
        ..SOUND
    },
    Case {
        name: "the interpreter may not be executed by others",
        lay: "+ tgt 1.0
              mode 700 {base}/bin/python3.11",
        asked: WHOLE,
        listed: LISTED,
        problems: &["not-an-interpreter"],
        told: &["is not an executable file"],
        ..SOUND
    },
    Case {
        name: "activate may not be read",
        lay: "+ tgt 1.0
              mode 000 {env}/bin/activate",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
];
