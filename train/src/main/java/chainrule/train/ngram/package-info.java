/// N-gram models as files and as something to be asked.
///
/// **Formats.** [ArpaFile] reads ARPA text ([ArpaSource] line by line, on all threads) and
/// [ArpaWriter] writes it. Our binary form is a header ([BinaryHeader]) and sections in blocks that
/// are checked when they are first touched ([CheckedBlocks]): words and their index, unigrams, and
/// a compact hash table for each longer order, whose layout [TableShape] explains.
/// [BinaryModelWriter] builds it, in a file or in memory; [ModelSource] is what models are written
/// from.
///
/// **Questions.** [NgramModel] is a model that was mapped or built. [NgramScorer] scores text with
/// it: words become ids ([WordLookUps]), rows of ids are looked up order by order
/// ([SequenceScorer], [LookUps]), always many at once, so that none waits for memory alone. What is
/// hot stands in loops of their own, short ones, which are compiled soonest. [NgramGenerator]
/// samples from a model.
///
/// Models are estimated in [chainrule.train.ngram.estimation].
package chainrule.train.ngram;
