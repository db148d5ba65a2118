/// What every language model can do: give each token of a text its probability.
///
/// A model joins by implementing [Scorer][chainrule.train.score.Scorer]: it is handed a
/// [Batch][chainrule.train.score.Batch] of documents, as words or as a tokenizer's ids, and fills
/// [Scores][chainrule.train.score.Scores]. All else follows for n-gram, neural and exported models
/// alike: [Evaluator][chainrule.train.score.Evaluator] runs a model over text
/// ([TextBatches][chainrule.train.score.TextBatches]) or tokens
/// ([IdBatches][chainrule.train.score.IdBatches]), [Totals][chainrule.train.score.Totals] are
/// perplexity and bits per byte, [Mixture][chainrule.train.score.Mixture] interpolates models that
/// see the same tokens, and [MixtureWeights][chainrule.train.score.MixtureWeights] finds the best
/// weights by EM.
///
/// Documents are scored whole, but where models look back at few tokens a long one comes in pieces:
/// [PieceScorer][chainrule.train.score.PieceScorer] makes a model see what stands before each,
/// [WholeDocuments][chainrule.train.score.WholeDocuments] puts their totals together.
///
/// A neural model, of ours or an exported one, joins as a
/// [TokenModel][chainrule.train.score.TokenModel]: rows of ids in, a logarithm for each target out.
/// [WindowScorer][chainrule.train.score.WindowScorer] cuts documents into such rows and says how
/// their beginnings and ends are foretold.
package chainrule.train.score;
