package chainrule.train.ngram;

import chainrule.train.sampling.Sampler;
import chainrule.train.sampling.SamplingRule;
import chainrule.train.sampling.SamplingSettings;
import chainrule.train.sampling.TokenHistory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Goes on where a prompt ends, word by word, until the model ends the sentence. Threads share it.
public final class NgramGenerator {
  private static final float LN_10 = (float) Math.log(10);

  private final NgramModel model;
  private final List<SamplingRule> rules;
  private final boolean ends;

  /// Words that were made, by id.
  ///
  /// @param finished whether the model ended the sentence
  @SuppressWarnings("ArrayRecordComponent") // handed over to the caller
  public record Sequence(int[] words, boolean finished) {}

  /// Asked after each word whether there should be another.
  @FunctionalInterface
  public interface Enough {
    /// @param words so far, the first `size` of the array
    boolean isEnough(int[] words, int size);
  }

  /// @param ends whether `</s>` may come, which ends a sentence
  public NgramGenerator(NgramModel model, SamplingSettings settings, boolean ends) {
    this.model = model;
    this.ends = ends;
    Set<Integer> never =
        ends
            ? Set.of(model.unknown(), model.begin())
            : Set.of(model.unknown(), model.begin(), model.end());
    this.rules = settings.banning(never).rules();
  }

  /// @param prompt words, by id
  /// @param longest how many words are made at most
  /// @param sequence see [Sampler]
  public Sequence generate(int[] prompt, int longest, long seed, long sequence, Enough enough) {
    Sampler sampler = new Sampler(rules, seed, sequence);
    TokenHistory history = new TokenHistory(model.words().size());
    NextWord next = new NextWord(model);
    int[] context = {model.begin()};
    for (int id : prompt) {
      context = append(context, id);
      history.add(id);
    }
    int[] words = new int[Math.min(longest, 64)];
    int size = 0;
    while (size < longest && (size == 0 || !enough.isEnough(words, size))) {
      float[] logits = next.log10(context);
      for (int id = 0; id < logits.length; id++) {
        logits[id] *= LN_10;
      }
      int id = sampler.draw(logits, history);
      if (id < 0 || (ends && id == model.end())) {
        return new Sequence(Arrays.copyOf(words, size), id >= 0);
      }
      words = size == words.length ? Arrays.copyOf(words, 2 * size) : words;
      words[size++] = id;
      history.add(id);
      context = append(context, id);
    }
    return new Sequence(Arrays.copyOf(words, size), false);
  }

  /// The last words that matter.
  private int[] append(int[] context, int id) {
    int kept = Math.min(context.length, Math.max(0, model.order() - 2));
    int[] longer = Arrays.copyOfRange(context, context.length - kept, context.length + 1);
    longer[kept] = id;
    return longer;
  }
}
