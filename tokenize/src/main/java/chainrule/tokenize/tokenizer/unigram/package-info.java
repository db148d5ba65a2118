/// Tokens by probability: of all ways to cut a text into pieces of the vocabulary, the most
/// probable one (Kudo, "Subword Regularization", 2018).
///
/// Encoding: [UnigramModel][chainrule.tokenize.tokenizer.unigram.UnigramModel] holds the pieces and
/// their scores, `Segmentation` finds the best path through a text.
///
/// Learning, in the order of its passes:
/// [UnigramTrainer][chainrule.tokenize.tokenizer.unigram.UnigramTrainer] hands the words to
/// `RunCollector`, which makes them `Runs`; `SeedFinder` sorts their suffixes and finds `Seeds`;
/// `Lattice` notes what may begin where; `UnigramTraining` alternates `Expectation` and
/// maximization, with a `Pruning` by loss (for which `BestPaths` counts) after every other round.
/// Text is looked at in the first two passes only; after that a piece is a number.
package chainrule.tokenize.tokenizer.unigram;
