package chainrule.export.runtime;

import chainrule.export.runtime.Decoder.Stretch;
import chainrule.train.sampling.Sampler;
import chainrule.train.tensor.Rng;
import java.util.Arrays;

/// One of the texts that are made together: its tokens so far, and who hears of new ones.
public final class Sequence {
  /// Why no more tokens come.
  public enum End {
    /// The token that ends a text.
    TOKEN,
    /// The listener had enough.
    LISTENER,
    /// As many as were wanted.
    LENGTH,
    /// The model can look back no further.
    CONTEXT
  }

  /// Hears of each token as soon as it is known.
  @FunctionalInterface
  public interface Listener {
    /// @return whether more are wanted
    boolean token(Token token);
  }

  /// A token that was made.
  ///
  /// @param logprob natural logarithm of its probability before any rule; NaN where it was not
  ///   asked for
  /// @param likely the most likely tokens in its place, where they were asked for
  /// @param likelyLogprobs theirs
  @SuppressWarnings("ArrayRecordComponent") // handed over
  public record Token(int id, float logprob, long[] likely, float[] likelyLogprobs) {}

  private static final long[] NO_TOKENS = {};
  private static final float[] NO_LOGPROBS = {};

  private final Listener listener;
  private final Rng random;
  private final int end;
  private final int prompt;
  private final int longest;
  private int[] tokens;
  private int size;
  private End ended;

  /// @param prompt at least one token
  /// @param longest how many tokens are made at most
  /// @param end the token that ends a text, or -1; no listener hears of it
  /// @param seed see [Sampler]
  /// @param number of the sequence, see [Sampler]
  public Sequence(int[] prompt, int longest, int end, long seed, long number, Listener listener) {
    if (prompt.length == 0) {
      throw new IllegalArgumentException("there is nothing to go on from");
    }
    this.tokens = Arrays.copyOf(prompt, prompt.length + Math.min(longest, 1024));
    this.prompt = prompt.length;
    this.size = prompt.length;
    this.longest = longest;
    this.end = end;
    this.random = Sampler.random(seed, number);
    this.listener = listener;
  }

  int size() {
    return size;
  }

  /// How many turns it can take part in at most, beginning with one that draws the token after
  /// `known`.
  long turns(int known) {
    return ended != null ? 0 : (long) prompt + longest - known;
  }

  boolean hasEnded() {
    return ended != null;
  }

  void end(End reason) {
    ended = reason;
  }

  /// Why it ended.
  public End ended() {
    return ended;
  }

  /// The token at a place where it is known already, or -1.
  int known(int place) {
    return place < size ? tokens[place] : -1;
  }

  /// A random number for the token at this place, which is to be drawn.
  double noise(int place) {
    return place < size || ended != null ? 0 : random.nextDouble();
  }

  /// The tokens before this place.
  int[] before(int place) {
    return place <= size ? Arrays.copyOf(tokens, place) : padded(place);
  }

  /// Of a sequence that has ended nobody reads what comes.
  private int[] padded(int length) {
    int[] padded = Arrays.copyOf(tokens, length);
    Arrays.fill(padded, size, length, tokens[size - 1]);
    return padded;
  }

  /// Takes what was made for a place.
  void take(int place, Stretch made, int turn, int row) {
    if (ended != null || place < prompt) {
      return;
    }
    int id = made.tokens()[turn][row];
    if (id == end) {
      ended = End.TOKEN;
      return;
    }
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
    }
    tokens[size++] = id;
    float logprob = made.logprobs().length > 0 ? made.logprobs()[turn][row][0] : Float.NaN;
    boolean hasLikely = made.likely().length > 0;
    Token token =
        new Token(
            id,
            logprob,
            hasLikely ? made.likely()[turn][row] : NO_TOKENS,
            hasLikely ? made.likelyLogprobs()[turn][row] : NO_LOGPROBS);
    if (!listener.token(token)) {
      ended = End.LISTENER;
    } else if (size == prompt + longest) {
      ended = End.LENGTH;
    }
  }
}
