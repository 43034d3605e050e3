//! Any bytes as what `checker_fuzz::pyvenv` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::pyvenv::holds(data));
