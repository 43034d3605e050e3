//! The seeds of the fuzz targets, replayed: what the fuzzer checks over hours holds for each of them here.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

/// One definition of each property, for the fuzzer and for this test.
#[expect(unreachable_pub, reason = "in the fuzz crate, which this is the library of, it can be reached")]
#[path = "../fuzz/src/lib.rs"]
mod properties;

#[test]
fn every_seed_of_every_fuzz_target_holds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    let mut folders: Vec<_> =
        fs::read_dir(&corpus).expect("the corpus").map(|entry| entry.expect("an entry").file_name()).collect();
    folders.sort();
    let targets: Vec<_> = properties::TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(folders, targets, "a folder of seeds for each target, and a target for each folder");
    let mut broken = Vec::new();
    for (target, property) in properties::TARGETS {
        let mut seeds = 0;
        for seed in fs::read_dir(corpus.join(target)).expect("a folder of seeds") {
            let path = seed.expect("an entry").path();
            let data = fs::read(&path).expect("a seed");
            seeds += 1;
            if catch_unwind(|| property(&data)).is_err() {
                broken.push(path);
            }
        }
        assert!(seeds > 0, "`{target}` has no seeds");
    }
    assert!(broken.is_empty(), "{broken:?}");
}
