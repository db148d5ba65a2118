/// BERT's tokens: the longest that fits, then the longest that continues it.
///
/// [WordPieceModel][chainrule.tokenize.tokenizer.wordpiece.WordPieceModel] spells words,
/// [WordPieceTrainer][chainrule.tokenize.tokenizer.wordpiece.WordPieceTrainer] learns which pieces
/// to spell with, [BertVocabulary][chainrule.tokenize.tokenizer.wordpiece.BertVocabulary] reads and
/// writes `vocab.txt`.
package chainrule.tokenize.tokenizer.wordpiece;
