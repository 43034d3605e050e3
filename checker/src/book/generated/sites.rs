//! What each site has, and when and against which page that was checked.

use std::collections::BTreeSet;

use crate::lesson::placeholders;
use crate::site::{Checked, Profile};

use super::super::escape::html;
use super::table::Table;

/// The page; none for a course that knows one site only.
pub(super) fn page(sites: &[Profile]) -> Option<String> {
    if sites.len() < 2 {
        return None;
    }
    let mut text =
        "# Sites\n\nWhat the course knows of each place where it can be followed. `checker site` shows which one \
                    you are at, and `checker site set NAME` chooses another.\n\n"
            .to_owned();
    text.push_str(&overview(sites));
    for site in sites {
        text.push_str(&of_site(site));
    }
    Some(text)
}

/// Who has what, in one table.
fn overview(sites: &[Profile]) -> String {
    let all: BTreeSet<&str> = sites.iter().flat_map(|site| &site.has).map(String::as_str).collect();
    let columns: Vec<&str> = std::iter::once("Site").chain(all.iter().copied()).collect();
    let mut table = Table::new(&columns);
    for site in sites {
        let has = |what: &&str| if site.has.iter().any(|has| has == what) { "yes" } else { "–" };
        let cells: Vec<&str> = std::iter::once(site.name.as_str()).chain(all.iter().map(has)).collect();
        table.row(&cells);
    }
    table.finish()
}

fn of_site(site: &Profile) -> String {
    let mut text = format!("## {}\n\n- Its name in commands: `{}`\n", site.name, site.id);
    if let Some(page) = &site.documentation {
        text.push_str(&format!("- Its own documentation: <{page}>\n"));
    }
    if let Some(work) = &site.work {
        text.push_str(&format!("- Where work belongs: `{}`\n", in_capitals(work)));
    }
    if let Some(host) = &site.recognise.host {
        text.push_str(&format!("- Recognised by the name of the machine: `{host}`\n"));
    }
    if let Some(variable) = &site.recognise.variable {
        text.push_str(&format!("- Recognised by the variable: `{variable}`\n"));
    }
    let checked = site.checked.as_ref().map_or_else(|| "not yet".to_owned(), Checked::said);
    text.push_str(&format!("- Compared with a machine (`checker doctor --report`): {}\n", html(&checked)));
    text.push('\n');
    if !site.values.is_empty() {
        let mut table = Table::new(&["Name", "Value", "Checked", "Against"]);
        for (name, value) in &site.values {
            let page = value.page.as_ref().map_or_else(|| "–".to_owned(), |page| format!("<{page}>"));
            let checked = value.checked.clone().unwrap_or_else(|| "–".to_owned());
            table.row(&[format!("`{name}`"), format!("`{}`", value.value), checked, page]);
        }
        text.push_str(&table.finish());
    }
    text
}

/// A template with the names of what the reader puts in: `/proj/{{project}}` is `/proj/PROJECT`.
fn in_capitals(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut from = 0;
    for placeholder in placeholders(template) {
        text.push_str(&template[from..placeholder.span.start]);
        text.push_str(&placeholder.name.to_uppercase());
        from = placeholder.span.end;
    }
    text.push_str(&template[from..]);
    text
}
