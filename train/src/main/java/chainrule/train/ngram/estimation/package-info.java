/// From text to an n-gram model. [Estimator] is the way in.
///
/// Text becomes ids ([TextReader], [WordTable], [TokenSpool]). If its data fits into memory, its
/// places are sorted once by the N words that lead up to each ([SuffixOrder]); the runs of equal
/// n-grams in that order ([Runs]) give every count of every order ([RunCounts]), and the same order
/// visits contexts one after the other ([ContextPass]).
///
/// If it does not fit, stretches of it are counted and written ([TextRuns]), merged, and scanned
/// for the counts of all orders ([NgramScan]); each order is then sorted by context and back
/// ([OrderOnDisk], [RecordSorter]) in files of a [TempFolder][chainrule.tokenize.io.TempFolder].
/// Both ways give the same model to the bit.
///
/// A [Smoothing] turns the counts of one context's successors into probabilities and a backoff
/// weight. The result is a [chainrule.train.ngram.ModelSource], which knows nothing of model files.
/// Counts alone can be written, and shards' counts read instead of text ([CountsWriter],
/// [CountsReader]).
package chainrule.train.ngram.estimation;
