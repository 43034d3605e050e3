//! `checker site`: which site is in use, and why; `site set` chooses one.

use crate::host;
use crate::site::Profile;
use crate::ui::show_sites;

use super::arguments::{SiteAction, SiteArguments};
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::run::print_json;

pub(super) fn site(context: &Context, arguments: &SiteArguments) -> Result<Exit, Failure> {
    let files = context.files()?;
    let sites = context.sites(&files)?;
    if let Some(SiteAction::Set { name }) = &arguments.action {
        return set(context, &sites, name);
    }
    let chosen = context.choose(&sites)?;
    if context.global.json {
        let list: Vec<_> = sites.iter().map(row).collect();
        print_json(context, &serde_json::json!({ "format": 1, "site": chosen.profile.id, "sites": list }))?;
    } else {
        show_sites(&context.data, &sites, &chosen);
    }
    Ok(Exit::Done)
}

fn row(site: &Profile) -> serde_json::Value {
    let checked = site.checked.as_ref().map(|checked| {
        let [ok, not_here, cannot_tell] = ["ok", "not-here", "cannot-tell"].map(|answer| checked.count(answer));
        serde_json::json!({
            "day": checked.day, "host": checked.host.word(), "ok": ok, "not_here": not_here, "cannot_tell": cannot_tell,
        })
    });
    serde_json::json!({ "id": site.id, "name": site.name, "has": site.has, "checked": checked })
}

fn set(context: &Context, sites: &[Profile], name: &str) -> Result<Exit, Failure> {
    if !sites.iter().any(|site| site.id == name) {
        let names: Vec<&str> = sites.iter().map(|site| site.id.as_str()).collect();
        return Err(Failure::usage(format!("there is no site `{name}`"))
            .hint(format!("the sites of this course are: {}", names.join(", "))));
    }
    let file = context.site_file().ok_or_else(|| {
        Failure::usage("there is no home folder to keep the choice in")
            .hint(format!("give it each time: `--site {name}`"))
    })?;
    if let Some(folder) = file.parent() {
        host::create_folder(folder).map_err(|error| Failure::of(&error, Exit::CannotTell))?;
    }
    host::write_whole(&file, format!("{name}\n").as_bytes()).map_err(|error| Failure::of(&error, Exit::CannotTell))?;
    context.data.line(&format!("The site is now {name}."));
    Ok(Exit::Done)
}
