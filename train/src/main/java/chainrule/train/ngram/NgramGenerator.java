package chainrule.train.ngram;

import chainrule.train.sampling.Sampler;
import chainrule.train.sampling.SamplingRule;
import chainrule.train.sampling.SamplingSettings;
import chainrule.train.sampling.TokenHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Goes on where a prompt ends, word by word, until the model ends the sentence. Threads share it.
public final class NgramGenerator {
  private static final float LN_10 = (float) Math.log(10);

  private final NgramModel model;
  private final List<SamplingRule> rules;
  private final boolean ends;

  /// Words that were made.
  ///
  /// @param finished whether the model ended the sentence
  public record Sequence(List<String> words, boolean finished) {}

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

  /// The id of a word, where the model knows it.
  public static OptionalInt id(NgramModel model, String word) {
    int id = model.words().find(word);
    return id == WordIndex.ABSENT ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /// @param prompt words, of which the model need not know all
  /// @param longest how many words are made at most
  /// @param sequence see [Sampler]
  public Sequence generate(List<String> prompt, int longest, long seed, long sequence) {
    Sampler sampler = new Sampler(rules, seed, sequence);
    TokenHistory history = new TokenHistory(model.words().size());
    NextWord next = new NextWord(model);
    int[] context = {model.begin()};
    for (String word : prompt) {
      int id = id(model, word).orElse(model.unknown());
      context = append(context, id);
      history.add(id);
    }
    List<String> words = new ArrayList<>();
    while (words.size() < longest) {
      float[] logits = next.log10(context);
      for (int id = 0; id < logits.length; id++) {
        logits[id] *= LN_10;
      }
      int id = sampler.draw(logits, history);
      if (id < 0 || (ends && id == model.end())) {
        return new Sequence(words, id >= 0);
      }
      words.add(model.words().word(id));
      history.add(id);
      context = append(context, id);
    }
    return new Sequence(words, false);
  }

  /// The last words that matter.
  private int[] append(int[] context, int id) {
    int kept = Math.min(context.length, Math.max(0, model.order() - 2));
    int[] longer = Arrays.copyOfRange(context, context.length - kept, context.length + 1);
    longer[kept] = id;
    return longer;
  }
}
