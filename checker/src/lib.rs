//! `checker`: lessons on isolated Python environments that check themselves in a real shell.

pub mod author;
pub mod book;
pub mod check;
pub mod checkup;
pub mod cli;
pub mod diagnose;
pub mod host;
pub mod inspect;
pub mod jobs;
pub mod lesson;
pub mod machine;
pub mod offline;
pub mod packaging;
pub mod programs;
pub mod progress;
pub mod run;
pub mod session;
pub mod site;
pub mod supply;
pub mod ui;
pub mod workshop;
