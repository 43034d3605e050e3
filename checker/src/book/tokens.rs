//! HTML as the tokens that a browser sees. Who they are handed to makes something of them.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TokenSink, Tokenizer, TokenizerOpts};

/// Hands all tokens of a text to a reader, and gives the reader back.
pub(super) fn read<R: TokenSink>(text: &str, reader: R) -> R {
    let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    // A script would be handed out before the rest is read; there is nobody here who would run it.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink
}
