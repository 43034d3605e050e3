//! Bare `checker`: where am I, and what is next.

use crate::ui::show_overview;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;

pub(super) fn overview(context: &Context) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    show_overview(&context.data, &loaded.course, &loaded.site, &loaded.reason);
    Ok(Exit::Done)
}
