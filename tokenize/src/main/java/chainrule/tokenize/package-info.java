/// From text to tokens and back: reading bytes (`io`), cutting and normalizing text (`text`), the
/// tokenizers themselves (`tokenizer`) and the stream of tokens that flows between commands
/// (`stream`). Knows no other module.
package chainrule.tokenize;
