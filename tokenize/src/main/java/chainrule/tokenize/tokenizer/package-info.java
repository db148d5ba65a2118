/// Tokenizers.
///
/// A [Tokenizer][chainrule.tokenize.tokenizer.Tokenizer] is a pipeline: added tokens are found, the
/// rest is normalized, cut into pieces, and each piece is turned into tokens by a
/// [Model][chainrule.tokenize.tokenizer.Model]; decoding goes back. The kinds of model stand in
/// packages of their own.
package chainrule.tokenize.tokenizer;
