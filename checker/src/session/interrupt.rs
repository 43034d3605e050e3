//! Being told to stop: a signal ends the session in order, so that nothing stays behind.
//!
//! The handler only sets a flag; the loop that waits for the shell sees it and gives up. A second signal ends the program at
//! once, as if it were not caught.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::flag;

static INTERRUPTED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// From now on signals that ask to end let the sessions end in order.
pub fn heed_signals() -> io::Result<()> {
    // Once: of two pairs of handlers the second would take the first signal for a second one.
    if INTERRUPTED.get().is_some() {
        return Ok(());
    }
    let flag = INTERRUPTED.get_or_init(Arc::default);
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
        // In this order: the second signal finds the flag set.
        flag::register_conditional_default(signal, Arc::clone(flag))?;
        flag::register(signal, Arc::clone(flag))?;
    }
    Ok(())
}

/// Whether such a signal has come.
pub fn is_interrupted() -> bool {
    INTERRUPTED.get().is_some_and(|flag| flag.load(Ordering::Relaxed))
}
