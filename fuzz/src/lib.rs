//! What has to hold for any input of a reader: one file a target, used by the fuzz targets and, over the seeds in
//! `corpus/`, by `tests/fuzz_corpus.rs`.
//!
//! A new target is a file here with `pub fn holds(data: &[u8])` and a line in [`TARGETS`], a file in `fuzz_targets/`
//! and a `[[bin]]` in `Cargo.toml`, and a folder of seeds.

pub mod conda_record;
pub mod direct_url;
pub mod marker;
pub mod metadata;
pub mod pth;
pub mod pyvenv;
pub mod record;
pub mod requirement;
pub mod requirements;
pub mod specifiers;
pub mod version;
pub mod wanted;

/// A property: it panics where it does not hold.
pub type Property = fn(&[u8]);

/// Each target by the name that its files and its corpus have.
pub const TARGETS: [(&str, Property); 12] = [
    ("conda_record", conda_record::holds),
    ("direct_url", direct_url::holds),
    ("marker", marker::holds),
    ("metadata", metadata::holds),
    ("pth", pth::holds),
    ("pyvenv", pyvenv::holds),
    ("record", record::holds),
    ("requirement", requirement::holds),
    ("requirements", requirements::holds),
    ("specifiers", specifiers::holds),
    ("version", version::holds),
    ("wanted", wanted::holds),
];
