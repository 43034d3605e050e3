//! What is wrong with one distribution by itself.
//!
//! Its record, its metadata and its code are held against one another. Only what the files show for certain is a fault.

use super::confirm::{self, Lack};
use super::direct::Direct;
use super::editable::Editable;
use super::files::Below;
use super::installed::{Form, Found, Scan};
use super::metadata::Metadata;
use super::names;
use super::problem::ProblemId;
use super::record::Record;

/// A fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) id: ProblemId,
    /// A sentence for the learner.
    pub(super) why: String,
    weight: Weight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// The distribution can be used all the same.
    Blemish,
    /// It cannot be used.
    Damage,
}

impl Fault {
    fn blemish(why: String) -> Self {
        Self { id: ProblemId::MetadataBroken, why, weight: Weight::Blemish }
    }

    fn damage(id: ProblemId, why: String) -> Self {
        Self { id, why, weight: Weight::Damage }
    }

    /// Whether the distribution cannot be used because of it.
    pub(super) fn spoils(&self) -> bool {
        self.weight == Weight::Damage
    }
}

/// What was read of a distribution.
pub(super) struct Read<'a> {
    pub(super) record: Option<&'a Record>,
    /// Its metadata, and what is wrong with the file although it can be read.
    pub(super) metadata: &'a Result<(Metadata, Option<String>), String>,
    pub(super) direct: &'a Result<Option<Direct>, String>,
    pub(super) editable: Editable,
}

/// The faults of a distribution. Where its metadata cannot be read, that is all that is told.
pub(super) fn faults(below: &Below, scan: &Scan, found: &Found, read: &Read<'_>) -> Vec<Fault> {
    // Asked only where something is wrong: it is a look at each entry that the distribution has brought.
    let or_cache = |id| {
        if confirm::is_link_into_nothing(scan, found, read.record) { ProblemId::CacheGone } else { id }
    };
    let (metadata, flaw) = match read.metadata {
        Ok(read) => read,
        Err(why) => return vec![Fault::damage(or_cache(ProblemId::MetadataBroken), why.clone())],
    };
    let mut faults = Vec::new();
    faults.extend(another_name(found, metadata).map(|why| Fault::damage(ProblemId::MetadataBroken, why)));
    let blemishes = [flaw.clone(), another_version(found, metadata), unusual_name(found), read.direct.clone().err()];
    faults.extend(blemishes.into_iter().flatten().map(Fault::blemish));
    let code =
        confirm::code(below, scan, found, read.record).and_then(|()| confirm::source(scan, found, read.editable));
    faults.extend(code.err().map(|lack| match lack {
        Lack::Gone(why) => Fault::damage(or_cache(ProblemId::CodeMissing), why),
        Lack::Closed(why) => Fault::damage(ProblemId::Unreadable, why),
    }));
    faults
}

/// Where the folder's name says one name and the metadata another.
fn another_name(found: &Found, metadata: &Metadata) -> Option<String> {
    let name = metadata.name.as_deref().filter(|name| names::normalize(name) != found.name)?;
    Some(format!("the folder of `{}` calls itself `{name}`", found.name))
}

/// Where the folder's name says one version and the metadata another, which counts.
fn another_version(found: &Found, metadata: &Metadata) -> Option<String> {
    let (folder, version) = (found.version.as_deref()?, metadata.version.as_deref()?);
    let why = || format!("the folder of `{}` says version {folder} and its metadata says {version}", found.name);
    (!names::same_version(folder, version)).then(why)
}

/// A name that the specification of recorded distributions does not allow: one dash, between name and version.
fn unusual_name(found: &Found) -> Option<String> {
    let name = found.path.file_name()?.to_str()?;
    let stem = name.strip_suffix(".dist-info").filter(|_| found.form == Form::DistInfo)?;
    let dashes = stem.matches('-').count();
    (dashes != 1).then(|| format!("`{name}` should be called `NAME-VERSION.dist-info`, with one dash: uv fails on it"))
}
