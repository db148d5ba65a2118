package chainrule.train.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// A model all of whose n-grams have their suffixes and contexts: another one, read into memory,
/// with what it lacks added as [Blank]s. SRILM and IRSTLM prune n-grams that longer ones end in.
final class ClosedSource implements ModelSource {
  private final ModelSource model;
  private final NgramSet[] sets; // by order

  ClosedSource(ModelSource model) {
    this.model = model;
    this.sets = new NgramSet[model.order() + 1];
    for (int n = 1; n <= model.order(); n++) {
      sets[n] = new NgramSet(n);
      Iterator<NgramBlock> blocks = model.blocks(n);
      while (blocks.hasNext()) {
        Unpacked block = Unpacked.of(blocks.next(), n);
        for (int i = 0; i < block.size(); i++) {
          add(n, block, i);
        }
      }
    }
    addUnigrams();
    for (int n = model.order(); n > 2; n--) {
      addMissing(sets[n], sets[n - 1]);
    }
    for (int n = 2; n < model.order(); n++) {
      giveProbabilities(n);
    }
  }

  private void add(int n, Unpacked block, int i) {
    int[] words = Arrays.copyOfRange(block.words(), i * n, i * n + n);
    if (!sets[n].add(words, 0, block.probabilities()[i], block.backoffs()[i])) {
      throw new DuplicateNgram(words);
    }
  }

  /// Special words that are not listed.
  private void addUnigrams() {
    for (int id = 0; id < model.vocabulary().size(); id++) {
      sets[1].add(new int[] {id}, 0, Blank.PROBABILITY, Blank.BACKOFF);
    }
  }

  private static void addMissing(NgramSet longer, NgramSet shorter) {
    int n = longer.order();
    for (int i = 0; i < longer.size(); i++) {
      shorter.add(longer.words(), i * n, 0, Blank.BACKOFF);
      shorter.add(longer.words(), i * n + 1, 0, Blank.BACKOFF);
    }
  }

  /// What backing off to one word less gives.
  private void giveProbabilities(int n) {
    NgramSet set = sets[n];
    NgramSet below = sets[n - 1];
    for (int i = 0; i < set.size(); i++) {
      if (Blank.is(set.backoff(i))) {
        int context = below.find(set.words(), i * n);
        int suffix = below.find(set.words(), i * n + 1);
        set.setProbability(i, below.backoff(context) + below.probability(suffix));
      }
    }
  }

  @Override
  public int order() {
    return model.order();
  }

  @Override
  public Vocabulary vocabulary() {
    return model.vocabulary();
  }

  /// Of those that are no blanks.
  @Override
  public long count(int n) {
    return model.count(n);
  }

  @Override
  public Map<String, String> origin() {
    return model.origin();
  }

  @Override
  public Iterator<NgramBlock> blocks(int n) {
    List<NgramBlock> blocks = new ArrayList<>();
    for (int from = 0; from < sets[n].size(); from += NgramBlock.LARGEST) {
      blocks.add(sets[n].block(from, Math.min(sets[n].size(), from + NgramBlock.LARGEST)));
    }
    return blocks.iterator();
  }
}
