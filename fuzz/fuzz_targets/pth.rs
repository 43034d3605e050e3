//! Any bytes as what `checker_fuzz::pth` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::pth::holds(data));
