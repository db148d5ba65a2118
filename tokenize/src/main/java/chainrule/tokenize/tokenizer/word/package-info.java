/// One token for each word.
///
/// [WordLevelModel][chainrule.tokenize.tokenizer.word.WordLevelModel] looks words up,
/// [WordTrainer][chainrule.tokenize.tokenizer.word.WordTrainer] takes the most frequent ones.
package chainrule.tokenize.tokenizer.word;
