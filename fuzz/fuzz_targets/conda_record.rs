//! Any bytes as what `checker_fuzz::conda_record` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::conda_record::holds(data));
