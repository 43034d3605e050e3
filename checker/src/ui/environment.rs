//! How a report on an environment looks.

use crate::inspect::{Kind, Layer, Report};

use super::clean::Clean;
use super::screen::Screen;

/// Shows what `inspect` found.
pub fn show_environment(screen: &Screen, report: &Report) {
    let paint = screen.paint;
    let path = report.path.display().to_string();
    let kind = match report.kind {
        Kind::Venv => "a virtual environment",
        Kind::Conda => "a conda environment",
        Kind::Base => "a Python without an environment",
        Kind::None => "no environment",
    };
    screen.line(&format!("{}: {kind}", paint.strong(&Clean(&path).to_string())));
    let fact = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            screen.line(&format!("  {name:<22} {}", Clean(&value)));
        }
    };
    fact("made by", report.creator.map(|creator| format!("{creator:?}").to_lowercase()));
    fact("Python", report.python.clone());
    fact("made from", report.base.as_ref().map(|base| base.display().to_string()));
    let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    fact("sees base's packages", report.system_site_packages.map(yes_no));
    fact("files", report.files.map(|files| files.to_string()));
    fact("bytes", report.bytes.map(|bytes| bytes.to_string()));
    if !report.packages.is_empty() {
        screen.line("  packages:");
        let widest = report.packages.iter().map(|package| package.name.len()).max().unwrap_or_default();
        for package in &report.packages {
            let version = package.version.as_deref().unwrap_or("?");
            let layer = match package.from {
                Layer::Environment | Layer::Conda => String::new(),
                other => format!("  from {}", format!("{other:?}").to_lowercase()),
            };
            let editable = if package.editable { "  editable" } else { "" };
            screen.line(&format!(
                "    {:<widest$}  {}{}{editable}",
                Clean(&package.name).to_string(),
                Clean(version),
                paint.warn(&layer)
            ));
        }
    }
    for problem in &report.problems {
        screen.line(&format!("  {} {}", paint.bad("✘"), paint.strong(&problem.id.to_string())));
        screen.prose(&Clean(&problem.why).to_string(), 4);
    }
}
