//! Layers: of one name in several places, which one does import find, and what hides what?
//!
//! `tgt` lies in four places in four versions: 1.0 on `PYTHONPATH`, 2.0 in the environment, 3.0 in the user site, 4.0 in
//! the base. The order is Python's own (documentation of `site`; PEP 370, PEP 405).

use super::case::{Answer, Case, SOUND};

const ISOLATED: &str = "
    + tgt 1.0 {module}
    + tgt 2.0
    + tgt 3.0 {user}
    + tgt 4.0 {base-site}
";
const SYSTEM: &str = "
    + tgt 1.0 {module}
    + tgt 2.0
    + tgt 3.0 {user}
    + tgt 4.0 {base-site}
    {env}/pyvenv.cfg : = false => = true
";
const MODULE: (&str, &str) = ("PYTHONPATH", "{module}");
const NO_USER: (&str, &str) = ("PYTHONNOUSERSITE", "1");
const FIRST: &[(&str, Answer)] =
    &[("tgt==1.0", Answer::Ok("1.0", "pythonpath")), ("tgt==2.0", Answer::Other("1.0", "pythonpath"))];
const OWN: &[(&str, Answer)] =
    &[("tgt==2.0", Answer::Ok("2.0", "environment")), ("tgt==3.0", Answer::Other("2.0", "environment"))];

/// A conda environment in the place of the other.
const CONDA: &str = "
    - {env}/pyvenv.cfg
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
    + tgt 1.0 {module}
    + tgt 2.0
    + tgt 3.0 {user}
    + tgt 4.0 {base-site}
";

pub(super) const CASES: &[Case] = &[
    Case { name: "isolated", lay: ISOLATED, asked: OWN, listed: &["tgt 2.0 environment"], ..SOUND },
    Case {
        name: "isolated, PYTHONPATH",
        lay: ISOLATED,
        variables: &[MODULE],
        asked: FIRST,
        listed: &["tgt 1.0 pythonpath", "tgt 2.0 environment"],
        problems: &["pythonpath-shadows"],
        told: &["`tgt` 1.0"],
        ..SOUND
    },
    Case {
        name: "isolated, PYTHONNOUSERSITE",
        lay: ISOLATED,
        variables: &[NO_USER],
        asked: OWN,
        listed: &["tgt 2.0 environment"],
        ..SOUND
    },
    Case {
        name: "isolated, PYTHONPATH, PYTHONNOUSERSITE",
        lay: ISOLATED,
        variables: &[MODULE, NO_USER],
        asked: FIRST,
        listed: &["tgt 1.0 pythonpath", "tgt 2.0 environment"],
        problems: &["pythonpath-shadows"],
        ..SOUND
    },
    Case {
        name: "not isolated",
        lay: SYSTEM,
        asked: OWN,
        listed: &["tgt 2.0 environment", "tgt 3.0 user", "tgt 4.0 base"],
        problems: &["user-site-visible"],
        ..SOUND
    },
    Case {
        name: "not isolated, PYTHONPATH",
        lay: SYSTEM,
        variables: &[MODULE],
        asked: FIRST,
        listed: &["tgt 1.0 pythonpath", "tgt 2.0 environment", "tgt 3.0 user", "tgt 4.0 base"],
        problems: &["user-site-visible", "pythonpath-shadows"],
        ..SOUND
    },
    Case {
        name: "not isolated, PYTHONNOUSERSITE",
        lay: SYSTEM,
        variables: &[NO_USER],
        asked: OWN,
        listed: &["tgt 2.0 environment", "tgt 4.0 base"],
        ..SOUND
    },
    Case {
        name: "not isolated, PYTHONPATH, PYTHONNOUSERSITE",
        lay: SYSTEM,
        variables: &[MODULE, NO_USER],
        asked: FIRST,
        listed: &["tgt 1.0 pythonpath", "tgt 2.0 environment", "tgt 4.0 base"],
        problems: &["pythonpath-shadows"],
        ..SOUND
    },
    Case {
        name: "base",
        lay: ISOLATED,
        path: "{base}",
        asked: &[("tgt==3.0", Answer::Ok("3.0", "user")), ("tgt==4.0", Answer::Other("3.0", "user"))],
        listed: &["tgt 3.0 user", "tgt 4.0 base"],
        problems: &["user-site-shadows"],
        fields: &[("/kind", "\"base\"")],
        ..SOUND
    },
    Case {
        name: "base, PYTHONPATH",
        lay: ISOLATED,
        path: "{base}",
        variables: &[MODULE],
        asked: FIRST,
        listed: &["tgt 1.0 pythonpath", "tgt 3.0 user", "tgt 4.0 base"],
        problems: &["pythonpath-shadows"],
        ..SOUND
    },
    Case {
        name: "base, PYTHONNOUSERSITE",
        lay: ISOLATED,
        path: "{base}",
        variables: &[NO_USER],
        asked: &[("tgt==4.0", Answer::Ok("4.0", "base"))],
        listed: &["tgt 4.0 base"],
        ..SOUND
    },
    Case {
        name: "base by its interpreter, PYTHONPATH, PYTHONNOUSERSITE",
        lay: ISOLATED,
        path: "{base}/bin/python3",
        variables: &[MODULE, NO_USER],
        asked: FIRST,
        listed: &["tgt 1.0 pythonpath", "tgt 4.0 base"],
        problems: &["pythonpath-shadows"],
        ..SOUND
    },
    Case {
        name: "conda: the user site comes first",
        lay: CONDA,
        asked: &[("tgt==3.0", Answer::Ok("3.0", "user")), ("tgt==2.0", Answer::Other("3.0", "user"))],
        listed: &["tgt 3.0 user", "tgt 2.0 conda"],
        problems: &["user-site-visible", "user-site-shadows"],
        fields: &[("/kind", "\"conda\""), ("/python", "\"3.11.7\"")],
        ..SOUND
    },
    Case {
        name: "conda, PYTHONPATH, PYTHONNOUSERSITE",
        lay: CONDA,
        variables: &[MODULE, NO_USER],
        asked: FIRST,
        listed: &["tgt 1.0 pythonpath", "tgt 2.0 conda"],
        problems: &["pythonpath-shadows"],
        ..SOUND
    },
    Case {
        name: "conda, PYTHONNOUSERSITE",
        lay: CONDA,
        variables: &[NO_USER],
        asked: &[("tgt==2.0", Answer::Ok("2.0", "conda"))],
        listed: &["tgt 2.0 conda"],
        ..SOUND
    },
    Case {
        name: "the user site elsewhere",
        lay: "+ tgt 3.0 {root}/mine/lib/python3.11/site-packages
              + other 1.0 {user}
              {env}/pyvenv.cfg : = false => = true",
        variables: &[("PYTHONUSERBASE", "{root}/mine")],
        asked: &[("tgt==3.0", Answer::Ok("3.0", "user")), ("other", Answer::Absent)],
        listed: &["tgt 3.0 user"],
        problems: &["user-site-visible"],
        ..SOUND
    },
    Case { name: "the user site in isolation", lay: "+ tgt 3.0 {user}", asked: &[("tgt", Answer::Absent)], ..SOUND },
    Case {
        name: "an empty PYTHONNOUSERSITE counts as unset",
        lay: "+ tgt 3.0 {user}
              {env}/pyvenv.cfg : = false => = true",
        variables: &[("PYTHONNOUSERSITE", "")],
        asked: &[("tgt", Answer::Ok("3.0", "user"))],
        listed: &["tgt 3.0 user"],
        problems: &["user-site-visible"],
        ..SOUND
    },
    Case {
        name: "a .pth file in the user site",
        lay: "+ tgt 3.0 {root}/outside
              {user}/mine.pth = {root}/outside\\n
              {env}/pyvenv.cfg : = false => = true",
        asked: &[("tgt", Answer::Ok("3.0", "pth"))],
        listed: &["tgt 3.0 pth"],
        ..SOUND
    },
    Case {
        name: "a module of EasyBuild comes last, where the base is seen",
        lay: "+ tgt 1.0 {module}
              + tgt 2.0
              + only 1.0 {module}
              {env}/pyvenv.cfg : = false => = true",
        variables: &[("EBPYTHONPREFIXES", "{root}/module")],
        asked: &[("tgt==2.0", Answer::Ok("2.0", "environment")), ("only", Answer::Ok("1.0", "ebpythonprefixes"))],
        listed: &["only 1.0 ebpythonprefixes", "tgt 2.0 environment", "tgt 1.0 ebpythonprefixes"],
        ..SOUND
    },
    Case {
        name: "a module of EasyBuild is not seen in isolation",
        lay: "+ only 1.0 {module}",
        variables: &[("EBPYTHONPREFIXES", "{root}/module")],
        asked: &[("only", Answer::Absent)],
        ..SOUND
    },
    Case {
        name: "two folders of PYTHONPATH, in their order",
        lay: "+ tgt 1.0 {root}/one
              + tgt 2.0 {root}/two",
        variables: &[("PYTHONPATH", "{root}/one:{root}/two")],
        asked: &[("tgt==1.0", Answer::Ok("1.0", "pythonpath"))],
        listed: &["tgt 1.0 pythonpath", "tgt 2.0 pythonpath"],
        ..SOUND
    },
    Case {
        name: "a folder of PYTHONPATH that is gone, and empty entries",
        lay: "+ tgt 2.0",
        variables: &[("PYTHONPATH", ":/nonexistent/module:")],
        asked: &[("tgt==2.0", Answer::Ok("2.0", "environment"))],
        listed: &["tgt 2.0 environment"],
        ..SOUND
    },
    Case {
        name: "PYTHONPATH names the environment's own folder",
        lay: "+ tgt 2.0",
        variables: &[("PYTHONPATH", "{site}")],
        asked: &[("tgt==2.0", Answer::Ok("2.0", "environment"))],
        listed: &["tgt 2.0 environment"],
        ..SOUND
    },
    Case {
        name: "a module on PYTHONPATH that no package records hides a package",
        lay: "+ tgt 2.0
              {root}/scripts/tgt.py",
        variables: &[("PYTHONPATH", "{root}/scripts")],
        asked: &[("tgt==2.0", Answer::Ok("2.0", "environment"))],
        listed: &["tgt 2.0 environment"],
        problems: &["pythonpath-shadows"],
        ..SOUND
    },
    Case {
        name: "a Debian base by its interpreter, whose modules dpkg brought",
        lay: "+ tgt 1.0 {base}/lib/python3/dist-packages
              {base}/lib/python3/dist-packages/softwareproperties/__init__.py
              {base}/lib/python3/dist-packages/_cffi_backend.cpython-311-x86_64-linux-gnu.so
              {base}/lib/python3/dist-packages/tgt-1.0.dist-info/RECORD = tgt/__init__.py,,\\ntgt-1.0.dist-info/METADATA,,\\nscripts-3.10/tgt,,\\n",
        path: "{base}/bin/python3.11",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "base"))],
        listed: &["tgt 1.0 base"],
        ..SOUND
    },
    Case {
        name: "a Debian base",
        lay: "+ local 1.0 {base}/local/lib/python3.11/dist-packages
              + both 2.0 {base}/local/lib/python3.11/dist-packages
              + both 1.0 {base}/lib/python3/dist-packages
              + system 1.0 {base}/lib/python3/dist-packages
              + unseen 1.0 {base}/local/lib/python3.10/dist-packages
              {base}/lib/python3.11/EXTERNALLY-MANAGED = [externally-managed]\\n
              {env}/pyvenv.cfg : = false => = true",
        asked: &[
            ("both==2.0", Answer::Ok("2.0", "base")),
            ("local", Answer::Ok("1.0", "base")),
            ("system", Answer::Ok("1.0", "base")),
            ("unseen", Answer::Absent),
        ],
        listed: &["both 2.0 base", "both 1.0 base", "local 1.0 base", "system 1.0 base"],
        ..SOUND
    },
    Case {
        name: "a base with lib and lib64, as RHEL has it",
        lay: "{base}/lib64/python3.11/os.py
              - {base}/lib/python3.11/os.py
              + pure 1.0 {base-site}
              + compiled 1.0 {base}/lib64/python3.11/site-packages
              + both 1.0 {base-site}
              + both 2.0 {base}/lib64/python3.11/site-packages
              {env}/pyvenv.cfg : = false => = true",
        asked: &[
            ("pure", Answer::Ok("1.0", "base")),
            ("compiled", Answer::Ok("1.0", "base")),
            ("both==2.0", Answer::Ok("2.0", "base")),
        ],
        listed: &["both 2.0 base", "both 1.0 base", "compiled 1.0 base", "pure 1.0 base"],
        ..SOUND
    },
    Case {
        name: "a free-threaded base",
        lay: "{base}/bin/python3.13t * 3.13t
              - {base}/bin/python3
              {base}/bin/python3 -> python3.13t
              {base}/include/python3.13t/patchlevel.h = #define PY_VERSION \"3.13.1\"\\n
              {env}/pyvenv.cfg : 3.11.7 => 3.13.1
              {env}/pyvenv.cfg : = false => = true
              - {env}/bin/python3.11
              mv {env}/lib/python3.11 {env}/lib/python3.13t
              + tgt 4.0 {base}/lib/python3.13t/site-packages
              + tgt 5.0 {base}/lib/python3.13/site-packages
              + mine 1.0 {home}/.local/lib/python3.13t/site-packages
              + other 1.0 {home}/.local/lib/python3.13/site-packages",
        asked: &[("tgt", Answer::Ok("4.0", "base")), ("mine", Answer::Ok("1.0", "user")), ("other", Answer::Absent)],
        listed: &["mine 1.0 user", "tgt 4.0 base"],
        problems: &["user-site-visible"],
        ..SOUND
    },
    Case {
        name: "the user site of PyPy",
        lay: "{base}/bin/pypy3.10 * 3.10
              - {base}/bin/python3
              {base}/bin/python3 -> pypy3.10
              {base}/include/pypy3.10/patchlevel.h = #define PY_VERSION \"3.10.14\"\\n
              {env}/pyvenv.cfg : 3.11.7 => 3.10.14
              {env}/pyvenv.cfg : = false => = true
              - {env}/bin/python3.11
              mv {env}/lib/python3.11 {env}/lib/pypy3.10
              + mine 1.0 {home}/.local/lib/pypy3.10/site-packages
              + other 1.0 {home}/.local/lib/python3.10/site-packages",
        asked: &[("mine", Answer::Ok("1.0", "user")), ("other", Answer::Absent)],
        listed: &["mine 1.0 user"],
        problems: &["user-site-visible"],
        ..SOUND
    },
    Case {
        name: "an environment whose base is conda's",
        lay: "{base}/conda-meta/history = ==> 2026-01-01 00:00:00 <==\\n
              + tgt 4.0 {base-site}
              {env}/pyvenv.cfg : = false => = true",
        asked: &[("tgt", Answer::Ok("4.0", "conda"))],
        listed: &["tgt 4.0 conda"],
        ..SOUND
    },
];
