//! Reading a marker (PEP 508): comparisons joined by `and` and `or`, with parentheses.
//!
//! Refused, beside what is no marker: a backslash or a line end between quotes, which the specification's grammar does
//! not have, and parentheses deeper than anybody writes, because each level is a level of this program's stack.

use thiserror::Error;

use super::blanks::GAPS;
use super::variable::Variable;

/// How deep parentheses may stand in each other.
const DEEPEST: usize = 64;

/// Why a text is no marker.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MarkerError {
    /// Nothing but blanks.
    #[error("there is no condition")]
    Empty,
    /// A word that is no variable.
    #[error("`{0}` is no variable that a condition can ask about, such as `python_version`, and no text in quotes")]
    Variable(String),
    /// Neither a variable nor a text in quotes.
    #[error("a variable or a text in quotes is missing {0}")]
    Value(Place),
    /// Quotes of a word processor.
    #[error("quotes are written `'` or `\"`, and not `{0}`")]
    Typographic(char),
    /// Quotes that do not end.
    #[error("the quote before `{0}` is not closed")]
    Open(String),
    /// What cannot stand between quotes.
    #[error("there is a backslash or a line end between the quotes of `{0}`")]
    Quoted(String),
    /// No operator after the first value.
    #[error("an operator such as `==`, `<` or `in` is missing {0}")]
    Operator(Place),
    /// One `=`.
    #[error("there is one `=`; values are compared with `==`")]
    SingleEquals,
    /// A parenthesis that is not closed.
    #[error("a `(` is not closed")]
    Parenthesis,
    /// More, behind the end.
    #[error("`{0}` follows where `and`, `or` or the end should stand")]
    Rest(String),
    /// Too many parentheses in each other.
    #[error("parentheses stand more than {} deep in each other", DEEPEST)]
    Depth,
}

/// Where something is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before this text.
    Before(String),
    /// At the end.
    End,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Before(text) => write!(f, "before `{text}`"),
            Self::End => f.write_str("at the end"),
        }
    }
}

/// A marker as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    Compare(Value, Operator, Value),
    /// All of them.
    And(Vec<Tree>),
    /// One of them.
    Or(Vec<Tree>),
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Variable(Variable),
    Text(String),
}

/// How two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    In,
    NotIn,
    /// A comparison of versions, as it is written.
    Version(&'static str),
}

/// Of two that begin alike the longer stands first.
const OPERATORS: [&str; 8] = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];

/// Reads a whole marker.
pub(super) fn read(text: &str) -> Result<Tree, MarkerError> {
    let mut rest = Rest(text);
    rest.gap();
    if rest.0.is_empty() {
        return Err(MarkerError::Empty);
    }
    let tree = rest.any(0)?;
    if rest.0.is_empty() { Ok(tree) } else { Err(MarkerError::Rest(rest.0.to_owned())) }
}

/// What is left to read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Conditions with `or` between them, which binds less than `and`.
    fn any(&mut self, depth: usize) -> Result<Tree, MarkerError> {
        let mut one_of = vec![self.all(depth)?];
        while self.word("or") {
            one_of.push(self.all(depth)?);
        }
        Ok(joined(one_of, Tree::Or))
    }

    fn all(&mut self, depth: usize) -> Result<Tree, MarkerError> {
        let mut all_of = vec![self.atom(depth)?];
        while self.word("and") {
            all_of.push(self.atom(depth)?);
        }
        Ok(joined(all_of, Tree::And))
    }

    fn atom(&mut self, depth: usize) -> Result<Tree, MarkerError> {
        self.gap();
        let tree = if self.sign("(") {
            if depth == DEEPEST {
                return Err(MarkerError::Depth);
            }
            let tree = self.any(depth + 1)?;
            if !self.sign(")") {
                return Err(MarkerError::Parenthesis);
            }
            tree
        } else {
            let left = self.value()?;
            self.gap();
            let operator = self.operator()?;
            self.gap();
            Tree::Compare(left, operator, self.value()?)
        };
        self.gap();
        Ok(tree)
    }

    fn value(&mut self) -> Result<Value, MarkerError> {
        let Some(first) = self.0.chars().next() else {
            return Err(MarkerError::Value(Place::End));
        };
        if matches!(first, '\'' | '"') {
            return self.quoted(first);
        }
        if matches!(first, '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»') {
            return Err(MarkerError::Typographic(first));
        }
        let end = self.0.find(|letter: char| !(is_word(letter) || letter == '.')).unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at(end);
        if word.is_empty() {
            return Err(MarkerError::Value(self.place()));
        }
        let variable = Variable::named(word).ok_or_else(|| MarkerError::Variable(word.to_owned()))?;
        self.0 = rest;
        Ok(Value::Variable(variable))
    }

    fn quoted(&mut self, quote: char) -> Result<Value, MarkerError> {
        let inside = &self.0[1..];
        let (text, rest) = inside.split_once(quote).ok_or_else(|| MarkerError::Open(inside.to_owned()))?;
        if text.contains(['\\', '\n', '\r', '\0']) {
            return Err(MarkerError::Quoted(text.to_owned()));
        }
        self.0 = rest;
        Ok(Value::Text(text.to_owned()))
    }

    fn operator(&mut self) -> Result<Operator, MarkerError> {
        if self.word("in") {
            return Ok(Operator::In);
        }
        let before = self.0;
        if self.word("not") && self.gap() && self.word("in") {
            return Ok(Operator::NotIn);
        }
        self.0 = before;
        if let Some(operator) = OPERATORS.into_iter().find(|operator| self.sign(operator)) {
            return Ok(Operator::Version(operator));
        }
        Err(if self.0.starts_with('=') { MarkerError::SingleEquals } else { MarkerError::Operator(self.place()) })
    }

    /// A word that ends where it ends: `or`, and not the start of `order`.
    fn word(&mut self, word: &str) -> bool {
        match self.0.strip_prefix(word) {
            Some(rest) if !rest.starts_with(is_word) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn sign(&mut self, sign: &str) -> bool {
        let rest = self.0.strip_prefix(sign);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// Whether there were blanks; they are taken.
    fn gap(&mut self) -> bool {
        let rest = self.0.trim_start_matches(GAPS);
        let found = rest.len() < self.0.len();
        self.0 = rest;
        found
    }

    fn place(&self) -> Place {
        if self.0.is_empty() { Place::End } else { Place::Before(self.0.to_owned()) }
    }
}

/// One alone needs nothing around it.
fn joined(mut trees: Vec<Tree>, together: impl FnOnce(Vec<Tree>) -> Tree) -> Tree {
    if trees.len() == 1 { trees.swap_remove(0) } else { together(trees) }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
