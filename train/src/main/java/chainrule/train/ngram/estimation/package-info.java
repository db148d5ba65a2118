/// From text to an n-gram model.
///
/// Text becomes ids ([TextReader], [WordTable]). If it fits into memory, its places are sorted once
/// by the N words that lead up to each ([SuffixOrder]); the runs of equal n-grams in that order
/// ([Runs]) give every count of every order ([RunCounts]), and the same order visits contexts one
/// after the other ([ContextPass]). A [Smoothing] turns the counts of one context's successors into
/// probabilities and a backoff weight. The result is a [chainrule.train.ngram.ModelSource], which
/// knows nothing of files.
package chainrule.train.ngram.estimation;
