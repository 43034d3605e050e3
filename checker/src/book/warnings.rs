//! What mdbook warns of while it builds.
//!
//! It warns through `tracing` only, and without a subscriber its warnings vanish: a page with an unclosed tag is then
//! published as if nothing were wrong. This listens on its own thread, and prints nothing.

use std::fmt;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// Runs `work`, and gives what it warned of beside what it returned. mdbook works on the thread that calls it.
pub(super) fn listening<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    let heard = Heard::default();
    let subscriber = tracing_subscriber::registry().with(heard.clone());
    let result = tracing::subscriber::with_default(subscriber, work);
    let warnings = std::mem::take(&mut *heard.0.lock().unwrap_or_else(PoisonError::into_inner));
    (result, warnings)
}

/// The warnings so far.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Heard {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        *metadata.level() <= Level::WARN
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::WARN)
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = Text::default();
        event.record(&mut text);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(text.0);
    }
}

/// The message of an event, with its other fields behind it.
#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.0.insert_str(0, &format!("{value:?}"));
        } else {
            self.0.push_str(&format!(" ({}: {value:?})", field.name()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::listening;

    #[test]
    fn warnings_and_errors_are_heard_and_nothing_else_is() {
        let (result, warnings) = listening(|| {
            tracing::info!("building");
            tracing::warn!(page = "venv.md", "unclosed tag");
            tracing::error!("cannot include");
            7
        });
        assert_eq!(result, 7);
        assert_eq!(warnings, ["unclosed tag (page: \"venv.md\")", "cannot include"]);
    }
}
