//! `checker book check`: whether a built site holds together, and with `--outside` whether what it leads to is still there.

use std::path::Path;

use crate::book::{self, Answer, Checked, Outside, Tried};
use crate::machine::proxy_for;
use crate::ui::{Clean, Counting, counted, show_complaint};

use super::book::of_book;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::lint::as_json;
use super::run::print_json;

pub(super) fn check(context: &Context, folder: &Path, outside: bool) -> Result<Exit, Failure> {
    let path = context.host.working_folder().join(folder);
    let checked = book::check(&path).map_err(|error| of_book(context, &error))?;
    let tried = if outside { Some(tried(context, &checked)?) } else { None };
    if context.global.json {
        let faults: Vec<_> = checked.faults.iter().map(as_json).collect();
        let mut report = serde_json::json!({
            "format": 1, "pages": checked.pages, "links": checked.links, "faults": faults, "outside": checked.outside,
        });
        if let (Some(tried), Some(report)) = (&tried, report.as_object_mut()) {
            report.insert("tried".to_owned(), serde_json::json!(tried));
        }
        print_json(context, &report)?;
    } else {
        show(context, &checked, tried.as_deref());
    }
    let gone = tried.iter().flatten().any(|tried| matches!(tried.answer, Answer::Gone { .. }));
    Ok(if checked.faults.is_empty() && !gone { Exit::Done } else { Exit::NotYet })
}

/// Tries the addresses outside of the site.
fn tried(context: &Context, checked: &Checked) -> Result<Vec<Tried>, Failure> {
    let proxy = |address: &str| proxy_for(address, &context.host);
    let outside = Outside::find(&context.host, &proxy).map_err(|error| of_book(context, &error))?;
    let counting = Counting::new(&context.talk, checked.outside.len());
    Ok(outside.try_all(&checked.outside, &|tried| counting.done(&tried.address)))
}

fn show(context: &Context, checked: &Checked, tried: Option<&[Tried]>) {
    let screen = &context.data;
    for fault in &checked.faults {
        show_complaint(screen, fault);
    }
    for Tried { address, pages, answer } in tried.unwrap_or_default() {
        let answer_text = Clean(&answer.to_string()).to_string();
        let answer_text = match answer {
            Answer::Well => continue,
            Answer::Gone { .. } => screen.paint.bad(&answer_text),
            _ => screen.paint.warn(&answer_text),
        };
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        screen.line(&format!("{} ({}): {answer_text}", Clean(address), Clean(&pages.join(", "))));
    }
    let mut counts = vec![
        counted(checked.pages as u64, "page"),
        counted(checked.links as u64, "link"),
        counted(checked.outside.len() as u64, "outside link"),
    ];
    if let Some(tried) = tried {
        let is_well = |tried: &&Tried| matches!(tried.answer, Answer::Well | Answer::Moved { .. });
        let is_gone = |tried: &&Tried| matches!(tried.answer, Answer::Gone { .. });
        let (well, gone) = (tried.iter().filter(is_well).count(), tried.iter().filter(is_gone).count());
        counts.push(format!("of {} tried {well} are well and {gone} gone", tried.len()));
    }
    counts.push(counted(checked.faults.len() as u64, "fault"));
    screen.line(&counts.join(", "));
}
