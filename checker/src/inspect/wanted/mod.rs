//! What a file asks of an environment: `requirements.txt`, `environment.yml`, `pyproject.toml`, `uv.lock`.
//!
//! Read into data, line by line, with what is wrong said at its line. It refuses to compare: that is
//! [`super::compare()`]'s matter; and it never shows a password that stands in an address.

mod conda_spec;
mod conda_version;
mod yaml;
