//! `checker workshop`: the instructor's commands.

mod end;
mod examine;
mod export;
mod keys;
mod new;
mod say;
mod simulate;
mod watch;

pub(super) use examine::examine;

use super::arguments::WorkshopAction;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;

pub(super) fn workshop(context: &Context, action: &WorkshopAction) -> Result<Exit, Failure> {
    match action {
        WorkshopAction::New(arguments) => new::new(context, arguments),
        WorkshopAction::Watch(arguments) => watch::watch(context, arguments),
        WorkshopAction::Say(arguments) => say::say(context, arguments),
        WorkshopAction::Export(arguments) => export::export(context, arguments),
        WorkshopAction::Simulate(arguments) => simulate::simulate(context, arguments),
        WorkshopAction::ForgetMe { folder } => end::forget_me(context, folder),
        WorkshopAction::Close(arguments) => end::close(context, arguments),
    }
}
