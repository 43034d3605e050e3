//! Who reads: which folds of a page are for them.
//!
//! Only what the page says of sites, capabilities and shells; whether somebody wants to see a hint is not asked here.

use super::{Fold, FoldClass, Node};

/// Somebody who reads a lesson.
#[derive(Clone, Copy, Debug)]
pub struct Audience<'a> {
    /// The site they are at.
    pub site: &'a str,
    /// What that site has.
    pub has: &'a [String],
    /// Their shell.
    pub shell: &'a str,
}

impl Audience<'_> {
    /// Whether the fold at this place among its neighbours is meant for them; folds for everybody are.
    pub fn is_meant(&self, nodes: &[Node], index: usize) -> bool {
        let Some(Node::Fold(fold)) = nodes.get(index) else { return true };
        match &fold.class {
            FoldClass::Site(named) if self.is_among(named) => true,
            // `other`: all sites that its neighbours do not name.
            FoldClass::Site(named) => {
                named.iter().any(|name| name == "other") && !neighbours(nodes, index).any(|named| self.is_among(named))
            }
            FoldClass::Has(capability) => self.has.contains(capability),
            FoldClass::Shell(named) => named.iter().any(|name| name == self.shell),
            _ => true,
        }
    }

    fn is_among(&self, named: &[String]) -> bool {
        named.iter().any(|name| name == self.site)
    }
}

/// The sites of the folds that stand in one run with this one.
fn neighbours(nodes: &[Node], index: usize) -> impl Iterator<Item = &[String]> {
    let before = nodes[..index].iter().rev().map_while(sites);
    before.chain(nodes[index + 1..].iter().map_while(sites))
}

fn sites(node: &Node) -> Option<&[String]> {
    match node {
        Node::Fold(Fold { class: FoldClass::Site(named), .. }) => Some(named),
        _ => None,
    }
}
