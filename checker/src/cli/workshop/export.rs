//! `checker workshop export`: what a class did, for a table.

use serde_json::json;

use crate::ui::Clean;
use crate::workshop::{Done, table};

use super::super::arguments::ExportArguments;
use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::watch::Seen;

const COLUMNS: &str = "who,exercise,standing,goals,hints,mistakes,mended,help,seconds,began,last";

pub(super) fn export(context: &Context, arguments: &ExportArguments) -> Result<Exit, Failure> {
    let seen = Seen::open_whole(context, &arguments.folder, arguments.names)?;
    let rows = table(&seen.roster);
    if arguments.csv {
        context.data.line(COLUMNS);
    }
    for row in &rows {
        let who = seen.called(row.uid, &row.pseudonym);
        context.data.line(&if arguments.csv { as_csv(row, &who) } else { as_json(row, &who) });
    }
    Ok(Exit::Done)
}

fn as_csv(row: &Done, who: &str) -> String {
    let seconds = row.seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
    let Done { exercise, standing, goals, hints, mistakes, mended, help, began, last, .. } = row;
    let who = quoted(who);
    format!("{who},{exercise},{standing},{goals},{hints},{mistakes},{mended},{help},{seconds},{began},{last}")
}

/// A name as a field (RFC 4180). A person chooses how they are called: what a spreadsheet would take for a formula is none.
fn quoted(name: &str) -> String {
    let name = Clean(name).to_string().replace(['\n', '\t'], " ");
    let name = if name.starts_with(['=', '+', '-', '@']) { format!("'{name}") } else { name };
    if name.contains([',', '"', ' ']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name }
}

fn as_json(row: &Done, who: &str) -> String {
    json!({
        "who": who, "exercise": row.exercise, "standing": row.standing, "goals": row.goals, "hints": row.hints,
        "mistakes": row.mistakes, "mended": row.mended, "help": row.help, "seconds": row.seconds, "began": row.began,
        "last": row.last,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_name_is_one_field_and_no_formula() {
        assert_eq!(quoted("amber-otter"), "amber-otter");
        assert_eq!(quoted("Ada L., \"x\""), "\"Ada L., \"\"x\"\"\"");
        assert_eq!(quoted("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(quoted("a\u{1b}[2J\nb"), "\"a\\u{1b}[2J b\"");
    }
}
