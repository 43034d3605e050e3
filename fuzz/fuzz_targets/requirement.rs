//! Any bytes as what `checker_fuzz::requirement` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::requirement::holds(data));
