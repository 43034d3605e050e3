//! Where packages live: `.pth` files, eggs, editable installs, folders of other Pythons.

use super::case::{Answer, Case, SOUND};

const WHOLE: &[(&str, Answer)] = &[("tgt==1.0", Answer::Ok("1.0", "environment"))];
const LISTED: &[&str] = &["tgt 1.0 environment"];

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a .pth file adds a folder",
        lay: "+ tgt 1.0 {root}/outside
              {site}/mine.pth = # ours\\n\\n{root}/outside",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "pth"))],
        listed: &["tgt 1.0 pth"],
        ..SOUND
    },
    Case {
        name: "a .pth file adds a folder beside its own",
        lay: "+ tgt 1.0 {site}/vendored
              {site}/mine.pth = vendored\\n",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "the environment's own package comes before that of a .pth file",
        lay: "+ tgt 1.0 {root}/outside
              + tgt 2.0
              {site}/mine.pth = {root}/outside\\n",
        asked: &[("tgt==2.0", Answer::Ok("2.0", "environment")), ("tgt==1.0", Answer::Other("2.0", "environment"))],
        listed: &["tgt 2.0 environment", "tgt 1.0 pth"],
        ..SOUND
    },
    Case {
        name: "a .pth file names a folder that is gone",
        lay: "{site}/mine.pth = /nonexistent/outside\\n",
        asked: &[("tgt", Answer::Absent)],
        ..SOUND
    },
    Case {
        name: "a .pth file has line ends of old Macs",
        lay: "+ tgt 1.0 {root}/added
              {site}/mine.pth = # mine\\r{root}/added\\r",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "pth"))],
        listed: &["tgt 1.0 pth"],
        ..SOUND
    },
    Case {
        name: "a .pth file has line ends of Windows",
        lay: "+ tgt 1.0 {root}/outside
              {site}/mine.pth = {root}/outside\\r\\n",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "pth"))],
        listed: &["tgt 1.0 pth"],
        ..SOUND
    },
    Case {
        name: "a .pth file runs code",
        lay: "{site}/mine.pth = import os; os.environ['X'] = '1'\\n",
        problems: &["runs-code"],
        told: &["`import os; os.environ['X'] = '1'`"],
        ..SOUND
    },
    Case {
        name: "a .pth file runs code behind the folder that it adds",
        lay: "+ tgt 1.0 {root}/outside
              {site}/mine.pth = {root}/outside\\nimport\\tos\\n",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "pth"))],
        listed: &["tgt 1.0 pth"],
        problems: &["runs-code"],
        ..SOUND
    },
    Case {
        name: "a package brought the .pth file that runs code",
        lay: "+ tgt 1.0
              {site}/tgt-hook.pth = import tgt\\n
              {site}/tgt-1.0.dist-info/RECORD : tgt/__init__.py => tgt-hook.pth,,\\ntgt/__init__.py",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "a hidden .pth file counts up to Python 3.12",
        lay: "+ tgt 1.0 {root}/outside
              {site}/.mine.pth = {root}/outside\\n",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "pth"))],
        listed: &["tgt 1.0 pth"],
        ..SOUND
    },
    Case {
        name: "a hidden .pth file does not count from Python 3.13",
        lay: "+ tgt 1.0 {root}/outside
              {site}/.mine.pth = {root}/outside\\n
              {base}/bin/python3.13 * 3.13
              - {base}/bin/python3
              {base}/bin/python3 -> python3.13
              {base}/include/python3.13/patchlevel.h = #define PY_VERSION \"3.13.0\"\\n
              {env}/pyvenv.cfg : 3.11.7 => 3.13.0
              - {env}/bin/python3.11
              mv {env}/lib/python3.11 {env}/lib/python3.13",
        fields: &[("/python", "\"3.13.0\"")],
        ..SOUND
    },
    Case {
        name: "a byte order mark spoils the first line of a .pth file up to Python 3.12",
        lay: "+ tgt 1.0 {root}/outside
              {site}/mine.pth = \\xef\\xbb\\xbf{root}/outside\\n",
        asked: &[("tgt", Answer::Absent)],
        ..SOUND
    },
    Case {
        name: "a .pth file in a folder of PYTHONPATH is not read",
        lay: "+ tgt 1.0 {root}/outside
              {module}/mine.pth = {root}/outside\\nimport os\\n",
        variables: &[("PYTHONPATH", "{module}")],
        asked: &[("tgt", Answer::Absent)],
        ..SOUND
    },
    Case {
        name: "an egg that easy-install.pth puts on the path",
        lay: "{site}/tgt-1.0-py3.11.egg/EGG-INFO/PKG-INFO = Metadata-Version: 1.0\\nName: tgt\\nVersion: 1.0\\n
              {site}/tgt-1.0-py3.11.egg/tgt/__init__.py
              {site}/easy-install.pth = ./tgt-1.0-py3.11.egg\\n",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "an egg that nothing puts on the path",
        lay: "{site}/tgt-1.0-py3.11.egg/EGG-INFO/PKG-INFO = Metadata-Version: 1.0\\nName: tgt\\nVersion: 1.0\\n
              {site}/tgt-1.0-py3.11.egg/tgt/__init__.py",
        asked: &[("tgt", Answer::Absent)],
        ..SOUND
    },
    Case {
        name: "two eggs of which one is on the path",
        lay: "{site}/tgt-1.0-py3.11.egg/EGG-INFO/PKG-INFO = Metadata-Version: 1.0\\nName: tgt\\nVersion: 1.0\\n
              {site}/tgt-2.0-py3.11.egg/EGG-INFO/PKG-INFO = Metadata-Version: 1.0\\nName: tgt\\nVersion: 2.0\\n
              {site}/easy-install.pth = ./tgt-1.0-py3.11.egg\\n",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "a zipped egg",
        lay: "{site}/tgt-1.0-py3.11.egg = PK\\x03\\x04
              {site}/easy-install.pth = {site}/tgt-1.0-py3.11.egg\\n",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "an egg that another .pth file puts on the path",
        lay: "{site}/tgt-1.0-py3.11.egg/EGG-INFO/PKG-INFO = Metadata-Version: 1.0\\nName: tgt\\nVersion: 1.0\\n
              {site}/setuptools.pth = ./tgt-1.0-py3.11.egg\\n",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "an egg that PYTHONPATH names",
        lay: "{root}/eggs/tgt-1.0-py3.11.egg/EGG-INFO/PKG-INFO = Metadata-Version: 1.0\\nName: tgt\\nVersion: 1.0\\n",
        variables: &[("PYTHONPATH", "{root}/eggs/tgt-1.0-py3.11.egg")],
        asked: &[("tgt==1.0", Answer::Ok("1.0", "pythonpath"))],
        listed: &["tgt 1.0 pythonpath"],
        ..SOUND
    },
    Case {
        name: "a project that old setuptools linked",
        lay: "{root}/source/tgt.egg-info/PKG-INFO = Metadata-Version: 1.0\\nName: tgt\\nVersion: 1.0\\n
              {root}/source/tgt/__init__.py
              {site}/tgt.egg-link = {root}/source\\n.
              {site}/easy-install.pth = {root}/source\\n",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/packages/1/editable", "true")],
        ..SOUND
    },
    Case {
        name: "a linked project whose folder is gone",
        lay: "{site}/tgt.egg-link = /nonexistent/source\\n.
              {site}/easy-install.pth = /nonexistent/source\\n",
        asked: &[("tgt", Answer::Absent)],
        problems: &["code-missing"],
        told: &["leads to `/nonexistent/source`, which is gone"],
        ..SOUND
    },
    Case {
        name: "a linked project whose folder has no metadata",
        lay: "{root}/source/tgt/__init__.py
              {site}/tgt.egg-link = {root}/source\\n.
              {site}/easy-install.pth = {root}/source\\n",
        asked: &[("tgt", Answer::Absent)],
        problems: &["code-missing"],
        told: &["where no metadata is"],
        ..SOUND
    },
    Case {
        name: "a linked project that nothing puts on the path",
        lay: "{root}/source/tgt.egg-info/PKG-INFO = Metadata-Version: 1.0\\nName: tgt\\nVersion: 1.0\\n
              {site}/tgt.egg-link = {root}/source\\n.",
        asked: &[("tgt", Answer::Broken("no `.pth` file puts that on the path"))],
        listed: LISTED,
        problems: &["code-missing"],
        ..SOUND
    },
    Case {
        name: "an editable install of setuptools",
        lay: "{root}/source/tgt/__init__.py
              {site}/__editable__.tgt-1.0.pth = {root}/source
              {site}/tgt-1.0.dist-info/METADATA = Metadata-Version: 2.1\\nName: tgt\\nVersion: 1.0\\n
              {site}/tgt-1.0.dist-info/INSTALLER = pip\\n
              {site}/tgt-1.0.dist-info/direct_url.json = {\"url\": \"file://{root}/source\", \"dir_info\": {\"editable\": true}}
              {site}/tgt-1.0.dist-info/RECORD = __editable__.tgt-1.0.pth,,\\ntgt-1.0.dist-info/METADATA,,\\ntgt-1.0.dist-info/INSTALLER,,\\ntgt-1.0.dist-info/direct_url.json,,\\n",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/packages/1/editable", "true")],
        ..SOUND
    },
    Case {
        name: "an editable install whose source is gone",
        lay: "{site}/__editable__.tgt-1.0.pth = /nonexistent/source
              {site}/tgt-1.0.dist-info/METADATA = Metadata-Version: 2.1\\nName: tgt\\nVersion: 1.0\\n
              {site}/tgt-1.0.dist-info/direct_url.json = {\"url\": \"file:///nonexistent/source\", \"dir_info\": {\"editable\": true}}
              {site}/tgt-1.0.dist-info/RECORD = __editable__.tgt-1.0.pth,,\\ntgt-1.0.dist-info/METADATA,,\\ntgt-1.0.dist-info/direct_url.json,,\\n",
        asked: &[("tgt==1.0", Answer::Broken("a folder that is gone"))],
        listed: LISTED,
        problems: &["code-missing"],
        fields: &[("/packages/1/editable", "true")],
        ..SOUND
    },
    Case {
        name: "an editable install that only its .pth file marks, and whose source is gone",
        lay: "{site}/__editable__.tgt-1.0.pth = /nonexistent/source
              {site}/tgt-1.0.dist-info/METADATA = Metadata-Version: 2.1\\nName: tgt\\nVersion: 1.0\\n
              {site}/tgt-1.0.dist-info/RECORD = __editable__.tgt-1.0.pth,,\\ntgt-1.0.dist-info/METADATA,,\\n",
        asked: &[("tgt==1.0", Answer::Broken("a folder that is gone"))],
        listed: LISTED,
        problems: &["code-missing"],
        fields: &[("/packages/1/editable", "true")],
        ..SOUND
    },
    Case {
        name: "an editable install of setuptools with an import hook",
        lay: "{root}/source/tgt/__init__.py
              {site}/__editable__.tgt-1.0.pth = import __editable___tgt_1_0_finder; __editable___tgt_1_0_finder.install()
              {site}/__editable___tgt_1_0_finder.py
              {site}/tgt-1.0.dist-info/METADATA = Metadata-Version: 2.1\\nName: tgt\\nVersion: 1.0\\n
              {site}/tgt-1.0.dist-info/RECORD = __editable__.tgt-1.0.pth,,\\n__editable___tgt_1_0_finder.py,,\\ntgt-1.0.dist-info/METADATA,,\\n",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/packages/1/editable", "true")],
        ..SOUND
    },
    Case {
        name: "an editable install of hatchling, whose .pth file has no line end",
        lay: "{root}/source/tgt/__init__.py
              {site}/_editable_impl_tgt.pth = {root}/source
              {site}/tgt-1.0.dist-info/METADATA = Metadata-Version: 2.1\\nName: tgt\\nVersion: 1.0\\n
              {site}/tgt-1.0.dist-info/RECORD = _editable_impl_tgt.pth,,\\ntgt-1.0.dist-info/METADATA,,\\n",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/packages/1/editable", "true")],
        ..SOUND
    },
    Case {
        name: "an editable install of flit or poetry",
        lay: "{root}/source/tgt/__init__.py
              {site}/tgt.pth = {root}/source\\n
              {site}/tgt-1.0.dist-info/METADATA = Metadata-Version: 2.1\\nName: tgt\\nVersion: 1.0\\n
              {site}/tgt-1.0.dist-info/INSTALLER = pip\\n",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/packages/1/editable", "true")],
        ..SOUND
    },
    Case {
        name: "an editable install whose source folder has an old egg-info",
        lay: "{root}/source/tgt/__init__.py
              {root}/source/tgt.egg-info/PKG-INFO = Metadata-Version: 2.1\\nName: tgt\\nVersion: 0.9\\n
              {site}/__editable__.tgt-1.0.pth = {root}/source
              {site}/tgt-1.0.dist-info/METADATA = Metadata-Version: 2.1\\nName: tgt\\nVersion: 1.0\\n
              {site}/tgt-1.0.dist-info/RECORD = __editable__.tgt-1.0.pth,,\\ntgt-1.0.dist-info/METADATA,,\\n",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "environment")), ("tgt==0.9", Answer::Other("1.0", "environment"))],
        listed: LISTED,
        fields: &[("/packages/1/editable", "true")],
        ..SOUND
    },
    Case {
        name: "a package that was installed from an address with a password",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/direct_url.json = {\"url\": \"https://me:secret@host/tgt-1.0.whl\", \"archive_info\": {}}",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/packages/1/direct_url", "\"https://****@host/tgt-1.0.whl\""), ("/packages/1/editable", "false")],
        ..SOUND
    },
    Case {
        name: "a package in a real lib64, which this Python does not read",
        lay: "- {env}/lib64
              + tgt 1.0 {env}/lib64/python3.11/site-packages",
        asked: &[("tgt", Answer::Absent)],
        ..SOUND
    },
    Case {
        name: "a package in a real lib64, made from a Python that reads it",
        lay: "{base}/lib64/python3.11/os.py
              - {base}/lib/python3.11/os.py
              - {env}/lib64
              + tgt 1.0 {env}/lib64/python3.11/site-packages",
        asked: WHOLE,
        listed: LISTED,
        ..SOUND
    },
    Case {
        name: "packages of another line of Python",
        lay: "+ tgt 1.0 {env}/lib/python3.10/site-packages",
        asked: &[("tgt", Answer::Absent)],
        problems: &["python-changed"],
        told: &["lib/python3.10/site-packages`, which only a Python 3.10 reads"],
        ..SOUND
    },
    Case {
        name: "the interpreter is of another line than the packages",
        lay: "+ tgt 1.0
              {base}/bin/python3.12 * 3.12
              - {base}/bin/python3
              {base}/bin/python3 -> python3.12
              - {env}/bin/python3.11
              {env}/lib/python3.12/site-packages/",
        asked: &[("tgt", Answer::Absent)],
        problems: &["python-changed", "no-pip"],
        told: &["is Python 3.12 now"],
        fields: &[("/python", "\"3.12\"")],
        ..SOUND
    },
    Case {
        name: "a free-threaded Python",
        lay: "{base}/bin/python3.13t * 3.13t
              - {base}/bin/python3
              {base}/bin/python3 -> python3.13t
              {base}/include/python3.13t/patchlevel.h = #define PY_VERSION \"3.13.1\"\\n
              {env}/pyvenv.cfg : 3.11.7 => 3.13.1
              - {env}/bin/python3.11
              + tgt 1.0
              mv {env}/lib/python3.11 {env}/lib/python3.13t",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/python", "\"3.13.1\"")],
        ..SOUND
    },
    Case {
        name: "packages of a free-threaded Python beside an ordinary one",
        lay: "{base}/bin/python3.13 * 3.13
              - {base}/bin/python3
              {base}/bin/python3 -> python3.13
              {base}/include/python3.13/patchlevel.h = #define PY_VERSION \"3.13.1\"\\n
              {env}/pyvenv.cfg : 3.11.7 => 3.13.1
              - {env}/bin/python3.11
              mv {env}/lib/python3.11 {env}/lib/python3.13
              + tgt 1.0 {env}/lib/python3.13t/site-packages",
        asked: &[("tgt", Answer::Absent)],
        problems: &["python-changed"],
        ..SOUND
    },
    Case {
        name: "PyPy",
        lay: "{base}/bin/pypy3.10 * 3.10
              - {base}/bin/python3
              {base}/bin/python3 -> pypy3.10
              {base}/include/pypy3.10/patchlevel.h = #define PY_VERSION \"3.10.14\"\\n
              {env}/pyvenv.cfg : 3.11.7 => 3.10.14
              - {env}/bin/python3.11
              + tgt 1.0
              mv {env}/lib/python3.11 {env}/lib/pypy3.10",
        asked: WHOLE,
        listed: LISTED,
        fields: &[("/python", "\"3.10.14\"")],
        ..SOUND
    },
];
