//! The variables by which `pip` and `uv` find a wheelhouse. What somebody has set themselves stays, and comes first.

use std::path::Path;

use crate::host::HostEnvironment;
use crate::machine::{Answer, IndexAnswer};

/// Sets them: where the wheelhouse is, and, where it holds all that is needed and the index cannot be reached, that no index
/// is to be asked.
pub fn outfit(host: &HostEnvironment, wheelhouse: &Path, is_complete: bool, asked: &IndexAnswer) -> HostEnvironment {
    let place = place(wheelhouse);
    // A variable hides what stands in a file. Addresses with a hidden password cannot be handed on.
    let own: Vec<&str> = match host.text("PIP_FIND_LINKS") {
        Some(own) => own.split_whitespace().collect(),
        None => asked.index.find_links.iter().map(String::as_str).filter(|own| !own.contains("****")).collect(),
    };
    let joined = |own: &[&str], between: &str| {
        let others = own.iter().copied().filter(|own| *own != place);
        others.chain([place.as_str()]).collect::<Vec<_>>().join(between)
    };
    let own_of_uv: Vec<&str> =
        host.text("UV_FIND_LINKS").into_iter().flat_map(|own| own.split(',')).filter(|own| !own.is_empty()).collect();
    let mut outfitted =
        host.clone().with("PIP_FIND_LINKS", joined(&own, " ")).with("UV_FIND_LINKS", joined(&own_of_uv, ","));
    if is_complete && matches!(asked.answer, Answer::Refused | Answer::NoAnswer) {
        for name in ["PIP_NO_INDEX", "UV_NO_INDEX", "UV_OFFLINE"] {
            if host.variable(name).is_none() {
                outfitted = outfitted.with(name, "1");
            }
        }
    }
    outfitted
}

/// The folder as both tools take it: lists are parted by blanks (pip) and commas (uv), which an address writes otherwise
/// (RFC 3986, 2.1).
fn place(folder: &Path) -> String {
    let text = folder.display().to_string();
    let is_plain = |c: char| !c.is_whitespace() && c != ',' && c != '%';
    if text.chars().all(is_plain) {
        return text;
    }
    let mut address = "file://".to_owned();
    for c in text.chars() {
        match c {
            c if is_plain(c) => address.push(c),
            c => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| address.push_str(&format!("%{byte:02X}"))),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use crate::machine::Index;

    use super::*;

    fn of(variables: &[(&str, &str)], complete: bool, answer: Answer, find_links: &[&str]) -> Vec<(String, String)> {
        let host = HostEnvironment::of(variables.iter().map(|(n, v)| (n.into(), v.into())), Path::new("/"));
        let find_links = find_links.iter().map(|link| (*link).to_owned()).collect();
        let index =
            Index { url: String::new(), said_by: None, extra: Vec::new(), find_links, no_index: false, proxy: None };
        let asked = IndexAnswer { index, answer, reason: String::new() };
        let host = outfit(&host, Path::new("/wheels"), complete, &asked);
        let text = |text: &std::ffi::OsStr| text.to_string_lossy().into_owned();
        host.variables().map(|(name, value)| (text(name), text(value))).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_index_is_left_out_only_where_it_cannot_be_reached_and_all_is_held() {
        let places = [("PIP_FIND_LINKS", "/wheels"), ("UV_FIND_LINKS", "/wheels")];
        assert_eq!(of(&[], true, Answer::Reached, &[]), pairs(&places));
        assert_eq!(of(&[], false, Answer::NoAnswer, &[]), pairs(&places));
        assert_eq!(of(&[], true, Answer::NotAsked, &[]), pairs(&places));
        let alone = [
            ("PIP_FIND_LINKS", "/wheels"),
            ("PIP_NO_INDEX", "1"),
            ("UV_FIND_LINKS", "/wheels"),
            ("UV_NO_INDEX", "1"),
            ("UV_OFFLINE", "1"),
        ];
        assert_eq!(of(&[], true, Answer::Refused, &[]), pairs(&alone));
    }

    #[test]
    fn what_somebody_set_themselves_stays() {
        let own = [("PIP_FIND_LINKS", "/own /more"), ("PIP_NO_INDEX", "0"), ("UV_OFFLINE", "0")];
        let seen = of(&own, true, Answer::NoAnswer, &["/own", "/more"]);
        assert!(seen.contains(&("PIP_FIND_LINKS".to_owned(), "/own /more /wheels".to_owned())), "{seen:?}");
        assert!(seen.contains(&("PIP_NO_INDEX".to_owned(), "0".to_owned())), "{seen:?}");
        assert!(seen.contains(&("UV_OFFLINE".to_owned(), "0".to_owned())), "{seen:?}");
        let of_a_file = of(&[], false, Answer::Reached, &["/site", "https://a:****@host/x"]);
        assert!(of_a_file.contains(&("PIP_FIND_LINKS".to_owned(), "/site /wheels".to_owned())), "{of_a_file:?}");
    }

    #[test]
    fn a_blank_in_the_path_parts_no_list() {
        assert_eq!(place(Path::new("/a b,c")), "file:///a%20b%2Cc");
        assert_eq!(place(Path::new("/å/b")), "/å/b");
    }
}
