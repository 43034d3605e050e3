//! The theme: what our pages have on top of mdbook's own.
//!
//! The files of `book/theme` are embedded, so that the program builds the site without a checkout. Nothing is changed in
//! them here: a stock mdbook takes the same ones from that folder.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::host::Scratch;

use super::error::BookError;

static THEME: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../book/theme");

/// Writes the theme into `theme` of a fresh folder.
pub(super) fn write(into: &Scratch) -> Result<(), BookError> {
    for file in THEME.files() {
        into.write(&Path::new("theme").join(file.path()), file.contents())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use mdbook_driver::config::Config;

    use super::super::build::SETTINGS;
    use super::THEME;

    #[test]
    fn every_file_of_the_theme_is_used_and_every_one_that_is_named_is_there() {
        let settings: Config = SETTINGS.parse().unwrap();
        let mut named = BTreeSet::from(["theme/head.hbs".to_owned()]);
        for list in ["css", "js"] {
            let files: Option<Vec<String>> = settings.get(&format!("output.html.additional-{list}")).unwrap();
            named.extend(files.unwrap());
        }
        let there = THEME.files().map(|file| format!("theme/{}", file.path().display())).collect();
        assert_eq!(named, there);
    }

    #[test]
    fn the_player_stays_under_8_kilobytes() {
        let player = THEME.get_file("player.js").unwrap().contents().len();
        assert!(player < 8_000, "{player}");
    }

    #[test]
    fn what_every_page_loads_of_ours_stays_under_60_kilobytes() {
        let bytes: usize = THEME.files().map(|file| file.contents().len()).sum();
        assert!(bytes < 60_000, "{bytes}");
    }
}
