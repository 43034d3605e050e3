//! What an environment's Python sees: the packages, layer by layer, in the order in which it looks.

use textwrap::core::display_width;

use super::conda;
use crate::inspect::{Layer, Package, PackageKind, Report, Searched, State};
use crate::ui::clean::Clean;
use crate::ui::counted::{counted, size};
use crate::ui::screen::Screen;

/// The space between two columns.
const GAP: usize = 2;
/// The indent of packages.
const INDENT: usize = 4;

/// Shows the layers with their packages.
pub(super) fn show(screen: &Screen, report: &Report) {
    let others = conda::others(report);
    if report.layers.is_empty() && others.is_empty() {
        return;
    }
    screen.line("");
    let heading = if report.layers.len() <= 1 { "Packages" } else { "Packages, in the order in which Python looks" };
    screen.line(&screen.paint.strong(heading));
    let mut told: Vec<Layer> = Vec::new();
    for searched in &report.layers {
        screen.hanging("  ", &folder(searched), 4);
        // The packages stand behind the last folder of their layer.
        told.push(searched.layer);
        let further = report.layers[told.len()..].iter().any(|other| other.layer == searched.layer);
        if !further {
            let mut cells: Vec<String> = mine(report, searched.layer).map(cell).collect();
            cells.dedup();
            columns(screen, &cells);
        }
    }
    if !others.is_empty() {
        conda::heading(screen, others.len());
        columns(screen, &others.into_iter().map(cell).collect::<Vec<_>>());
    }
}

fn mine(report: &Report, layer: Layer) -> impl Iterator<Item = &Package> {
    report.packages.iter().filter(move |package| package.from == layer && package.kind == PackageKind::Python)
}

fn folder(searched: &Searched) -> String {
    let mut text = format!("{}: {}", label(searched.layer), Clean(&searched.path.display().to_string()));
    text.push_str(&match searched.packages {
        Some(packages) => format!(", {}", counted(packages as u64, "package")),
        None => ", which may not be read".to_owned(),
    });
    if let Some(file) = searched.added_by.as_ref().and_then(|file| file.file_name()) {
        text.push_str(&format!(", added by `{}`", Clean(&file.to_string_lossy())));
    }
    text
}

fn label(layer: Layer) -> &'static str {
    match layer {
        Layer::Pythonpath => "PYTHONPATH",
        Layer::Ebpythonprefixes => "EBPYTHONPREFIXES",
        Layer::Pth => ".pth",
        Layer::Environment | Layer::Conda | Layer::Base | Layer::User => layer.name(),
    }
}

fn cell(package: &Package) -> String {
    let mut text = format!("{} {}", Clean(&package.name), Clean(package.version.as_deref().unwrap_or("?")));
    if let Some(bytes) = package.bytes {
        text.push_str(&format!(", {}", size(bytes)));
    }
    if package.editable {
        text.push_str(" (editable)");
    }
    // In conda's environments a second installer is worth a word.
    if let (Layer::Conda, Some(tool)) = (package.from, package.installer.as_ref().filter(|tool| *tool != "conda")) {
        text.push_str(&format!(" (by {})", Clean(tool)));
    }
    match package.state {
        State::Ok => {}
        State::Ambiguous => text.push_str(" (ambiguous)"),
        State::Broken => text.push_str(" (broken)"),
    }
    if let Some(first) = package.shadowed_by {
        text.push_str(&format!(" (hidden by {})", label(first)));
    }
    text
}

/// As many columns as fit on a terminal, filled downwards; one a line where nobody looks.
fn columns(screen: &Screen, cells: &[String]) {
    let widest = cells.iter().map(|cell| display_width(cell)).max().unwrap_or_default();
    let fit = if screen.is_terminal { (screen.width.saturating_sub(INDENT) + GAP) / (widest + GAP) } else { 1 };
    let rows = cells.len().div_ceil(fit.max(1));
    for row in 0..rows {
        let mut line = " ".repeat(INDENT);
        for (at, cell) in cells.iter().skip(row).step_by(rows).enumerate() {
            if at > 0 {
                let before = INDENT + at * (widest + GAP);
                line.push_str(&" ".repeat(before.saturating_sub(display_width(&line))));
            }
            line.push_str(cell);
        }
        screen.line(&line);
    }
}
