/// Text before it becomes tokens, as UTF-8 bytes.
///
/// A [Normalizer][chainrule.tokenize.text.Normalizer] rewrites a
/// [TextBuffer][chainrule.tokenize.text.TextBuffer]; a
/// [PreTokenizer][chainrule.tokenize.text.PreTokenizer] cuts it into
/// [Pieces][chainrule.tokenize.text.Pieces] that no token crosses. The patterns that everybody uses
/// (GPT-2's and its successors') are scanners written by hand, each beside the regular expression
/// that it must agree with.
package chainrule.tokenize.text;
