//! Text that goes into HTML. Characters only; what is escaped where is the caller's matter.

/// For an attribute in double quotes, and for what stands in `<pre>`.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// For text between inline tags, where markdown still reads it: nothing in it is markup any more.
pub(super) fn inert(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | '/' | '-' | '=' | ':' | ';' | '+' | '%' | '?') {
            escaped.push_str(&format!("&#{};", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup_any_more() {
        assert_eq!(html("a<b> & \"c\""), "a&lt;b&gt; &amp; &quot;c&quot;");
        assert_eq!(inert("*a_b* `c` <d>"), "&#42;a&#95;b&#42; &#96;c&#96; &#60;d&#62;");
        assert_eq!(inert("Python/3.12-GCC"), "Python/3.12-GCC");
    }
}
