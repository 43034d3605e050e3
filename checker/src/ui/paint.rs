//! Colour, decided once.

use colored::Colorize as _;

/// When to use colour, as `--color` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Paints text, or leaves it as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// With colours.
    Colors,
    /// Without: every meaning stands in words and signs.
    Plain,
}

impl Paint {
    fn with(self, text: &str, paint: impl FnOnce(&str) -> colored::ColoredString) -> String {
        match self {
            Paint::Colors => {
                // `colored` looks at standard output alone; here each stream decides for itself.
                colored::control::set_override(true);
                paint(text).to_string()
            }
            Paint::Plain => text.to_owned(),
        }
    }

    /// Something that was reached.
    pub fn good(self, text: &str) -> String {
        self.with(text, |text| text.green())
    }

    /// Something that went wrong.
    pub fn bad(self, text: &str) -> String {
        self.with(text, |text| text.red().bold())
    }

    /// Something to take note of.
    pub fn warn(self, text: &str) -> String {
        self.with(text, |text| text.yellow())
    }

    /// Something to type.
    pub fn command(self, text: &str) -> String {
        self.with(text, |text| text.cyan())
    }

    /// A heading.
    pub fn strong(self, text: &str) -> String {
        self.with(text, |text| text.bold())
    }

    /// Something of less weight.
    pub fn faint(self, text: &str) -> String {
        self.with(text, |text| text.dimmed())
    }
}
