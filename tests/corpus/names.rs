//! Faults of names and versions: what the folder's name says, what METADATA says, and how both are spelled.

use super::case::{Answer, Case, SOUND};

pub(super) const CASES: &[Case] = &[
    SOUND,
    Case {
        name: "the folder has one name and METADATA another",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : Name: tgt => Name: other-name",
        asked: &[
            ("tgt", Answer::Broken("calls itself `other-name`")),
            ("other-name", Answer::Broken("calls itself `other-name`")),
            ("another", Answer::Absent),
        ],
        listed: &["other-name 1.0 environment"],
        problems: &["metadata-broken"],
        told: &["the folder of `tgt` calls itself `other-name`"],
        ..SOUND
    },
    Case {
        name: "the folder has one version and METADATA another",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : Version: 1.0 => Version: 1.0.post3",
        asked: &[
            ("tgt==1.0.post3", Answer::Ok("1.0.post3", "environment")),
            ("tgt==1.0", Answer::Other("1.0.post3", "environment")),
        ],
        listed: &["tgt 1.0.post3 environment"],
        problems: &["metadata-broken"],
        told: &["says version 1.0 and its metadata says 1.0.post3"],
        ..SOUND
    },
    Case {
        name: "a version in the escaping of old tools",
        lay: "{site}/tgt/__init__.py
              {site}/tgt-2.0.0_rc.1.dist-info/METADATA = Metadata-Version: 2.1\\nName: tgt\\nVersion: 2.0.0-rc.1\\n
              {site}/tgt-2.0.0_rc.1.dist-info/RECORD = tgt/__init__.py,,\\n",
        asked: &[
            ("tgt==2.0.0rc1", Answer::Ok("2.0.0-rc.1", "environment")),
            ("tgt>=1.0", Answer::Ok("2.0.0-rc.1", "environment")),
            ("tgt==2.0.0", Answer::Other("2.0.0-rc.1", "environment")),
        ],
        listed: &["tgt 2.0.0-rc.1 environment"],
        ..SOUND
    },
    Case {
        name: "a dash in the name of the folder",
        lay: "+ my-tgt 1.0
              mv {site}/my_tgt-1.0.dist-info {site}/my-tgt-1.0.dist-info
              {site}/my-tgt-1.0.dist-info/RECORD : my_tgt-1.0 => my-tgt-1.0",
        asked: &[("my-tgt==1.0", Answer::Ok("1.0", "environment")), ("my", Answer::Absent)],
        listed: &["my-tgt 1.0 environment"],
        problems: &["metadata-broken"],
        told: &["`my-tgt-1.0.dist-info`"],
        ..SOUND
    },
    Case {
        name: "a version from before PEP 440",
        lay: "+ tgt 2012foo",
        asked: &[
            ("tgt", Answer::Ok("2012foo", "environment")),
            ("tgt>0", Answer::Other("2012foo", "environment")),
            ("tgt!=1.0", Answer::Other("2012foo", "environment")),
        ],
        listed: &["tgt 2012foo environment"],
        ..SOUND
    },
    Case {
        name: "an old version with a dash, which its folder spells otherwise",
        lay: "+ tgt 2012_foo
              {site}/tgt-2012_foo.dist-info/METADATA : 2012_foo => 2012-foo",
        asked: &[("tgt", Answer::Ok("2012-foo", "environment"))],
        listed: &["tgt 2012-foo environment"],
        ..SOUND
    },
    Case {
        name: "a version with a local label",
        lay: "+ tgt 1.0+cu118",
        asked: &[
            ("tgt==1.0", Answer::Ok("1.0+cu118", "environment")),
            ("tgt==1.0+cu118", Answer::Ok("1.0+cu118", "environment")),
            ("tgt==1.0+cu121", Answer::Other("1.0+cu118", "environment")),
        ],
        listed: &["tgt 1.0+cu118 environment"],
        ..SOUND
    },
    Case {
        name: "the same version with and without zeros at its end",
        lay: "+ tgt 1.0
              {site}/tgt-1.0.dist-info/METADATA : Version: 1.0 => Version: 1.0.0",
        asked: &[("tgt==1", Answer::Ok("1.0.0", "environment"))],
        listed: &["tgt 1.0.0 environment"],
        ..SOUND
    },
    Case {
        name: "an epoch",
        lay: "+ tgt 1!2.0",
        asked: &[("tgt>3", Answer::Ok("1!2.0", "environment")), ("tgt==2.0", Answer::Other("1!2.0", "environment"))],
        listed: &["tgt 1!2.0 environment"],
        ..SOUND
    },
    Case {
        name: "a dot in the name of the folder",
        lay: "+ zope.tgt 1.0
              mv {site}/zope_tgt-1.0.dist-info {site}/zope.tgt-1.0.dist-info
              {site}/zope.tgt-1.0.dist-info/RECORD : zope_tgt-1.0 => zope.tgt-1.0",
        asked: &[
            ("zope-tgt", Answer::Ok("1.0", "environment")),
            ("zope.tgt", Answer::Ok("1.0", "environment")),
            ("Zope_Tgt==1.0", Answer::Ok("1.0", "environment")),
        ],
        listed: &["zope-tgt 1.0 environment"],
        ..SOUND
    },
    Case {
        name: "capital letters in METADATA and in the folder",
        lay: "+ PyYAML 6.0
              mv {site}/pyyaml-6.0.dist-info {site}/PyYAML-6.0.dist-info
              {site}/PyYAML-6.0.dist-info/RECORD : pyyaml-6.0 => PyYAML-6.0",
        asked: &[("pyyaml==6.0", Answer::Ok("6.0", "environment")), ("PyYAML", Answer::Ok("6.0", "environment"))],
        listed: &["pyyaml 6.0 environment"],
        ..SOUND
    },
    Case {
        name: "two records of one name",
        lay: "+ tgt 1.0
              + tgt 2.0",
        asked: &[("tgt==1.0", Answer::Ambiguous(&["1.0", "2.0"])), ("tgt", Answer::Ambiguous(&["1.0", "2.0"]))],
        listed: &["tgt 1.0 environment", "tgt 2.0 environment"],
        problems: &["ambiguous-package"],
        told: &["1.0 and 2.0"],
        ..SOUND
    },
    Case {
        name: "two records of one name in different spellings",
        lay: "+ my-tgt 1.0
              + my-tgt 2.0
              mv {site}/my_tgt-2.0.dist-info {site}/My.Tgt-2.0.dist-info",
        asked: &[("my_tgt", Answer::Ambiguous(&["1.0", "2.0"]))],
        listed: &["my-tgt 2.0 environment", "my-tgt 1.0 environment"],
        problems: &["ambiguous-package"],
        ..SOUND
    },
    Case {
        name: "two records of which the first is broken",
        lay: "+ tgt 1.0
              + tgt 2.0
              - {site}/tgt-1.0.dist-info/METADATA",
        asked: &[("tgt==2.0", Answer::Ambiguous(&["1.0", "2.0"]))],
        listed: &["tgt ? environment", "tgt 2.0 environment"],
        problems: &["ambiguous-package", "metadata-broken"],
        ..SOUND
    },
    Case {
        name: "an old egg-info beside a dist-info",
        lay: "+ tgt 2.0
              {site}/tgt-1.0-py3.11.egg-info/PKG-INFO = Metadata-Version: 1.0\\nName: tgt\\nVersion: 1.0\\n",
        asked: &[("tgt==2.0", Answer::Ambiguous(&["1.0", "2.0"]))],
        listed: &["tgt 1.0 environment", "tgt 2.0 environment"],
        problems: &["ambiguous-package"],
        ..SOUND
    },
    Case {
        name: "an egg-info beside a dist-info of the same version",
        lay: "+ tgt 1.0
              {site}/tgt-1.0-py3.11.egg-info = Metadata-Version: 1.0\\nName: tgt\\nVersion: 1.0\\n",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "environment"))],
        listed: &["tgt 1.0 environment", "tgt 1.0 environment"],
        ..SOUND
    },
    Case {
        name: "the single-file egg-info of distutils",
        lay: "{site}/tgt.py
              {site}/tgt-1.0-py3.11.egg-info = Metadata-Version: 1.0\\nName: tgt\\nVersion: 1.0\\n",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "environment"))],
        listed: &["tgt 1.0 environment"],
        ..SOUND
    },
    Case {
        name: "a folder without a version",
        lay: "+ tgt 1.0
              mv {site}/tgt-1.0.dist-info {site}/tgt.dist-info
              {site}/tgt.dist-info/RECORD : tgt-1.0 => tgt",
        asked: &[("tgt==1.0", Answer::Ok("1.0", "environment"))],
        listed: &["tgt 1.0 environment"],
        problems: &["metadata-broken"],
        ..SOUND
    },
    Case {
        name: "a name that begins like the one that is asked for",
        lay: "+ tgt-extra 1.0",
        asked: &[("tgt", Answer::Absent), ("tgt-extra", Answer::Ok("1.0", "environment")), ("extra", Answer::Absent)],
        listed: &["tgt-extra 1.0 environment"],
        ..SOUND
    },
    Case {
        name: "two packages whose names differ by a digit",
        lay: "+ tgt 1.0
              + tgt2 2.0",
        asked: &[("tgt", Answer::Ok("1.0", "environment")), ("tgt2", Answer::Ok("2.0", "environment"))],
        listed: &["tgt 1.0 environment", "tgt2 2.0 environment"],
        ..SOUND
    },
];
