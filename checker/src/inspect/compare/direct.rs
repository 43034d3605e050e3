//! Which address a package was installed from, as its installer recorded it (PEP 610).

use std::path::Path;

use serde::Deserialize;

use super::super::files;
use super::super::installed::{Form, Found};
use super::super::wanted::Direct;

#[derive(Deserialize)]
struct File {
    url: String,
    vcs_info: Option<Vcs>,
    #[serde(default)]
    dir_info: Folder,
    subdirectory: Option<String>,
}

#[derive(Deserialize)]
struct Vcs {
    vcs: String,
    requested_revision: Option<String>,
    commit_id: Option<String>,
}

#[derive(Default, Deserialize)]
struct Folder {
    #[serde(default)]
    editable: bool,
}

/// What was recorded; `None` where nothing is, or nothing that can be read.
pub(super) fn of(found: &Found) -> Option<Direct> {
    match found.form {
        Form::DistInfo => parse(&files::head(&found.path.join("direct_url.json"), files::SMALL).ok()?),
        Form::EggLink => {
            let text = files::text(&found.path, files::SMALL).ok()?;
            let folder = Path::new(text.lines().next()?.trim());
            let direct = Direct::new(&format!("file://{}", folder.display()), None, None, None, None);
            Some(Direct { editable: true, ..direct })
        }
        Form::EggInfo | Form::Egg => None,
    }
}

fn parse(bytes: &[u8]) -> Option<Direct> {
    let File { url, vcs_info, dir_info, subdirectory } = serde_json::from_slice(bytes).ok()?;
    let vcs = vcs_info.as_ref();
    let direct = Direct::new(
        &url,
        vcs.map(|vcs| vcs.vcs.as_str()),
        vcs.and_then(|vcs| vcs.requested_revision.as_deref()),
        vcs.and_then(|vcs| vcs.commit_id.as_deref()),
        subdirectory.as_deref(),
    );
    Some(Direct { editable: dir_info.editable, ..direct })
}
