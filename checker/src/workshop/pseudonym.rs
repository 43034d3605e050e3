//! Names that stand for people: two words, drawn from a keyed hash. The key is the instructor's alone, so that nobody else
//! can tell who is who; without the class they are gone.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

const FIRST: [&str; 64] = [
    "amber", "ashen", "bold", "brave", "brief", "bright", "brisk", "broad", "calm", "candid", "clear", "clever",
    "cosy", "crisp", "deft", "dotted", "eager", "early", "even", "fair", "famed", "fleet", "fond", "frank", "fresh",
    "gentle", "glad", "golden", "grand", "handy", "happy", "honest", "humble", "jolly", "keen", "kind", "lively",
    "lucky", "lunar", "mellow", "merry", "mild", "neat", "nimble", "noble", "polar", "proud", "quick", "quiet",
    "rapid", "ready", "rosy", "sandy", "silver", "solar", "steady", "sunny", "swift", "tidy", "vivid", "warm", "wise",
    "witty", "young",
];

const SECOND: [&str; 128] = [
    "alder", "anchor", "apple", "arrow", "aspen", "badger", "banjo", "barley", "basil", "beacon", "beaver", "beech",
    "birch", "bison", "brook", "canyon", "cedar", "cello", "cherry", "clover", "cobalt", "comet", "coral", "cricket",
    "crystal", "curlew", "cypress", "daisy", "delta", "dolphin", "dune", "eagle", "elder", "ember", "falcon", "fern",
    "finch", "fjord", "flute", "forest", "fox", "garnet", "gecko", "ginger", "glacier", "granite", "harbor", "hare",
    "harp", "hazel", "heron", "holly", "horizon", "ibis", "iris", "island", "ivy", "jasmine", "jasper", "juniper",
    "kestrel", "kite", "lagoon", "lantern", "larch", "lark", "laurel", "lemon", "lichen", "lily", "linden", "lotus",
    "lynx", "magnet", "maple", "marble", "marten", "meadow", "mint", "moss", "mussel", "nettle", "oak", "oboe",
    "olive", "onyx", "orchid", "osprey", "otter", "owl", "pebble", "pepper", "petrel", "pine", "plum", "poplar",
    "poppy", "prism", "puffin", "quartz", "quill", "raven", "reed", "robin", "rowan", "saffron", "sage", "salmon",
    "seal", "sparrow", "spruce", "starling", "stork", "summit", "sycamore", "tern", "thistle", "thyme", "tulip",
    "turtle", "valley", "violet", "walnut", "willow", "wren", "yarrow", "yew", "zephyr",
];

/// The pseudonyms of these people in a class. Where two would have one name, a number parts them.
pub(super) fn pseudonyms(key: &[u8], class: u128, people: impl IntoIterator<Item = u32>) -> BTreeMap<u32, String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = BTreeMap::new();
    for uid in people {
        let name = two_words(key, class, uid);
        let count = taken.entry(name.clone()).or_default();
        *count += 1;
        names.insert(uid, if *count == 1 { name } else { format!("{name}-{count}") });
    }
    names
}

fn two_words(key: &[u8], class: u128, uid: u32) -> String {
    let mut hash = Sha256::new();
    hash.update((key.len() as u64).to_le_bytes());
    hash.update(key);
    hash.update(class.to_le_bytes());
    hash.update(uid.to_le_bytes());
    let hash = hash.finalize();
    format!("{}-{}", FIRST[usize::from(hash[0]) % FIRST.len()], SECOND[usize::from(hash[1]) % SECOND.len()])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_words_are_words_and_each_stands_there_once() {
        let words: BTreeSet<&str> = FIRST.into_iter().chain(SECOND).collect();
        assert_eq!(words.len(), FIRST.len() + SECOND.len());
        assert!(words.iter().all(|word| word.len() <= 8 && word.bytes().all(|byte| byte.is_ascii_lowercase())));
    }

    #[test]
    fn names_are_the_same_each_time_differ_in_a_class_and_need_the_key() {
        let names = pseudonyms(b"key", 7, 1000..1300);
        assert_eq!(names, pseudonyms(b"key", 7, 1000..1300));
        assert_eq!(names.values().collect::<BTreeSet<_>>().len(), 300);
        let same = |other: BTreeMap<u32, String>| names.iter().filter(|(uid, name)| other[uid] == **name).count();
        assert!(same(pseudonyms(b"kez", 7, 1000..1300)) < 5, "another key");
        assert!(same(pseudonyms(b"key", 8, 1000..1300)) < 5, "another class");
    }
}
