//! Faults of conda environments.

use super::case::{Answer, Case, SOUND};

/// A conda environment with Python and pip in the place of the other.
macro_rules! conda {
    ($($lines:literal)*) => {
        concat!(
            "- {env}/pyvenv.cfg
             - {env}/bin/activate
             - {env}/bin/python3
             - {env}/bin/python3.11
             - {env}/bin/python
             - {env}/lib64
             {env}/bin/python3.11 * 3.11
             {env}/bin/python3 -> python3.11
             {env}/bin/python -> python3.11
             {env}/lib/python3.11/os.py
             {env}/conda-meta/history = ==> 2026-01-01 00:00:00 <==\\n
             {env}/conda-meta/python-3.11.7-h955ad1f_0.json = {\"name\": \"python\", \"version\": \"3.11.7\", \"build\": \"h955ad1f_0\"}
             ",
            $($lines, "\n"),*
        )
    };
}

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a sound conda environment",
        lay: conda!(
            "+ tgt 1.0"
            "{site}/tgt-1.0.dist-info/INSTALLER = conda"
            "{env}/conda-meta/tgt-1.0-py311_0.json = {\"name\": \"tgt\", \"version\": \"1.0\", \"build\": \"py311_0\"}"
        ),
        asked: &[("tgt==1.0", Answer::Ok("1.0", "conda")), ("numpy", Answer::Absent)],
        listed: &["tgt 1.0 conda"],
        fields: &[("/kind", "\"conda\""), ("/creator", "\"conda\""), ("/python", "\"3.11.7\"")],
        ..SOUND
    },
    Case {
        name: "pip installed another version over conda's",
        lay: conda!(
            "+ tgt 2.0"
            "{env}/conda-meta/tgt-1.0-py311_0.json = {\"name\": \"tgt\", \"version\": \"1.0\", \"build\": \"py311_0\", \"files\": [\"lib/python3.11/site-packages/tgt-1.0.dist-info/METADATA\"]}"
        ),
        asked: &[("tgt==2.0", Answer::Ok("2.0", "conda"))],
        listed: &["tgt 2.0 conda"],
        problems: &["pip-over-conda"],
        ..SOUND
    },
    Case {
        name: "conda's record is gone and its package is there",
        lay: conda!(
            "+ tgt 1.0"
            "{site}/tgt-1.0.dist-info/INSTALLER = conda"
        ),
        asked: &[("tgt==1.0", Answer::Ok("1.0", "conda"))],
        listed: &["tgt 1.0 conda"],
        ..SOUND
    },
    Case {
        name: "a package of conda that is code without a record of Python's",
        lay: conda!(
            "{site}/rdkit/__init__.py"
            "{site}/gdal.py"
            "{site}/mine.py"
            "{env}/conda-meta/rdkit-2023.3-py311_0.json = {\"name\": \"rdkit\", \"version\": \"2023.3\", \"build\": \"py311_0\", \"files\": [\"lib/python3.11/site-packages/rdkit/__init__.py\"]}"
            "{env}/conda-meta/gdal-3.4-0.json = {\"name\": \"gdal\", \"version\": \"3.4\", \"build\": \"0\", \"files\": [\"site-packages/gdal.py\"]}"
        ),
        problems: &["importable-not-installed"],
        told: &["`import mine` works"],
        ..SOUND
    },
    Case {
        name: "a record of conda that was cut off may have named any code",
        lay: conda!(
            "{site}/rdkit/__init__.py"
            "{env}/conda-meta/rdkit-2023.3-py311_0.json = {\"name\": \"rdkit\", \"ver"
        ),
        ..SOUND
    },
    Case {
        name: "a conda environment without a Python",
        lay: "- {env}
              {env}/conda-meta/history = ==> 2026-01-01 00:00:00 <==\\n",
        asked: &[("pip", Answer::Absent)],
        problems: &["empty-conda-environment"],
        fields: &[("/kind", "\"conda\""), ("/python", "null")],
        ..SOUND
    },
    Case {
        name: "the Python that conda installed is gone",
        lay: conda!(
            "+ tgt 1.0"
            "- {env}/bin/python3.11"
        ),
        asked: &[("tgt==1.0", Answer::Ok("1.0", "conda"))],
        listed: &["tgt 1.0 conda"],
        problems: &["interpreter-missing"],
        ..SOUND
    },
    Case {
        name: "a venv on top of a conda environment",
        lay: "+ tgt 1.0
              {env}/conda-meta/history = ==> 2026-01-01 00:00:00 <==\\n",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "environment"))],
        listed: &["tgt 1.0 environment"],
        fields: &[("/kind", "\"venv\"")],
        ..SOUND
    },
    Case {
        name: "packages of the Python before an update",
        lay: conda!("+ tgt 1.0 {env}/lib/python3.10/site-packages"),
        asked: &[("tgt", Answer::Absent)],
        problems: &["python-changed"],
        ..SOUND
    },
];
