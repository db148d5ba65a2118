/// Reads the `.model` files of SentencePiece.
///
/// [SentencePieceFile][chainrule.tokenize.tokenizer.sentencepiece.SentencePieceFile] makes a whole
/// tokenizer of one; `SentencePieceProto` is what the file says.
package chainrule.tokenize.tokenizer.sentencepiece;
