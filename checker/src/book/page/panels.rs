//! Folds that are for some readers only: for sites, or for people of one shell.
//!
//! Neighbours become the panels of one set of tabs. Each panel names its sites in full, `other` and capabilities resolved,
//! so that nothing on the page has to be worked out. Without JavaScript every panel is shown under its name.

use std::ops::Range;

use crate::lesson::Audience;
use crate::lesson::Fold;
use crate::lesson::FoldClass;
use crate::lesson::Node;
use crate::site::Profile;

use super::{Edit, Sites};
use crate::book::escape::html;

/// The panels of a page, the inner ones after the outer ones.
#[derive(Default)]
pub(super) struct Panels {
    panels: Vec<Panel>,
}

/// A fold for some readers.
struct Panel {
    span: Range<usize>,
    /// The opening tag with its summary, up to where the body begins.
    head: Range<usize>,
    /// The closing tag.
    tail: Range<usize>,
    summary: String,
    kind: Kind,
    /// Ids of sites, or names of shells.
    names: Vec<String>,
    place: PlaceInRun,
}

/// What a set of tabs is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Site,
    Shell,
    /// A solution stays folded in its panel.
    Solution,
}

/// Where a panel stands among its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PlaceInRun {
    Alone,
    First,
    Middle,
    Last,
}

/// Finds the panels among the nodes of a page.
pub(super) fn of(nodes: &[Node], sites: &Sites) -> Panels {
    let mut panels = Panels::default();
    collect(nodes, sites, &mut panels.panels);
    panels
}

fn collect(nodes: &[Node], sites: &Sites, panels: &mut Vec<Panel>) {
    let mut index = 0;
    while let Some(node) = nodes.get(index) {
        let Some(kind) = kind_of(node) else {
            if let Node::Fold(fold) = node {
                collect(&fold.body, sites, panels);
            }
            index += 1;
            continue;
        };
        let length = nodes[index..].iter().take_while(|node| kind_of(node) == Some(kind)).count();
        for at in index..index + length {
            let Node::Fold(fold) = &nodes[at] else { continue };
            let place = match (at - index, length) {
                (_, 1) => PlaceInRun::Alone,
                (0, _) => PlaceInRun::First,
                (n, _) if n + 1 == length => PlaceInRun::Last,
                _ => PlaceInRun::Middle,
            };
            let names = names(fold, nodes, at, index..index + length, sites);
            if !names.is_empty() {
                panels.push(Panel {
                    span: fold.span.clone(),
                    head: fold.span.start..fold.body_span.start,
                    tail: fold.body_span.end..fold.span.end,
                    summary: fold.summary.clone(),
                    kind,
                    names,
                    place,
                });
            }
            collect(&fold.body, sites, panels);
        }
        index += length;
    }
}

fn kind_of(node: &Node) -> Option<Kind> {
    let Node::Fold(fold) = node else { return None };
    match fold.class {
        FoldClass::Site(_) | FoldClass::Has(_) => Some(Kind::Site),
        FoldClass::Shell(_) => Some(Kind::Shell),
        FoldClass::Solution(_) => Some(Kind::Solution),
        _ => None,
    }
}

/// For whom a fold is. A solution that stands alone and names no site is for everybody, which is no name at all.
fn names(fold: &Fold, nodes: &[Node], index: usize, run: Range<usize>, sites: &Sites) -> Vec<String> {
    let (named, general) = match &fold.class {
        FoldClass::Shell(shells) => return shells.clone(),
        FoldClass::Site(_) | FoldClass::Has(_) => {
            let is_meant =
                |site: &Profile| Audience { site: &site.id, has: &site.has, shell: "bash" }.is_meant(nodes, index);
            return in_order(sites, if let FoldClass::Site(named) = &fold.class { named } else { &[] }, is_meant);
        }
        FoldClass::Solution(named) => (named, named.is_empty() || named.iter().any(|name| name == "other")),
        _ => return Vec::new(),
    };
    if general && run.len() == 1 {
        return Vec::new();
    }
    let named_beside = |id: &String| {
        nodes[run.clone()].iter().any(
            |node| matches!(node, Node::Fold(Fold { class: FoldClass::Solution(others), .. }) if others.contains(id)),
        )
    };
    in_order(sites, named, |site| named.contains(&site.id) || (general && !named_beside(&site.id)))
}

/// The ids of the sites that are meant: as the author names them, then in the order of the course.
fn in_order(sites: &Sites, named: &[String], is_meant: impl Fn(&Profile) -> bool) -> Vec<String> {
    let mut meant: Vec<String> = sites.all.iter().filter(|site| is_meant(site)).map(|site| site.id.clone()).collect();
    meant.sort_by_key(|id| named.iter().position(|name| name == id).unwrap_or(usize::MAX));
    meant
}

impl Panels {
    /// The sites for which the text at this place is, when it is not for all.
    pub(super) fn sites_at(&self, at: usize) -> Option<&[String]> {
        let around = self.panels.iter().rev().filter(|panel| panel.span.contains(&at));
        around.filter(|panel| panel.kind != Kind::Shell).map(|panel| panel.names.as_slice()).next()
    }

    /// The tags of the panels, and of the tabs around them.
    pub(super) fn edits(&self) -> Vec<Edit> {
        self.panels.iter().flat_map(Panel::edits).collect()
    }
}

impl Panel {
    fn edits(&self) -> Vec<Edit> {
        let Panel { span, head, tail, .. } = self;
        let (choice, attribute) = match self.kind {
            Kind::Shell => ("shell", "data-shells"),
            Kind::Site | Kind::Solution => ("site", "data-sites"),
        };
        let names = html(&self.names.join(" "));
        if self.place == PlaceInRun::Alone {
            // Nothing to choose between: it stays a fold, and is open for those whom it is for.
            let text = match self.kind {
                Kind::Solution => format!(" {attribute}=\"{names}\""),
                Kind::Site | Kind::Shell => format!(" {attribute}=\"{names}\" open"),
            };
            let at = span.start + "<details".len();
            return vec![Edit { range: at..at, text }];
        }
        let mut before = String::new();
        let mut after = String::new();
        if self.place == PlaceInRun::First {
            before = format!("<div class=\"tabs\" data-choose=\"{choice}\">\n\n");
        }
        if self.place == PlaceInRun::Last {
            after = "\n\n</div>".to_owned();
        }
        before.push_str(&format!("<div class=\"panel\" {attribute}=\"{names}\">\n"));
        if self.kind == Kind::Solution {
            let close = format!("\n\n</div>{after}");
            return vec![
                Edit { range: span.start..span.start, text: format!("{before}\n") },
                Edit { range: span.end..span.end, text: close },
            ];
        }
        before.push_str(&format!("<p class=\"panel-name\">{}</p>", self.summary));
        vec![Edit { range: head.clone(), text: before }, Edit { range: tail.clone(), text: format!("</div>{after}") }]
    }
}
