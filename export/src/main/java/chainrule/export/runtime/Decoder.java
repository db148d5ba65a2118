package chainrule.export.runtime;

import chainrule.export.onnx.DecodingSettings;
import chainrule.export.onnx.LanguageModelFile;

/// Makes tokens for several sequences at once, a stretch at a time. Owns native memory; not for
/// several threads.
public sealed interface Decoder extends AutoCloseable
    permits LoopDecoder, InPlaceDecoder, HostDecoder {
  /// The quickest one for a model that a [LoopDecoder] can run.
  ///
  /// @param threads that compute on the processor
  static Decoder open(
      LanguageModelFile file, DecodingSettings settings, Device device, int threads) {
    return InPlaceDecoder.suits(file, settings, device)
        ? InPlaceDecoder.open(file, settings, threads)
        : LoopDecoder.open(file, settings, device, threads);
  }

  /// Forgets everything; the next stretch reads the end of these texts first.
  ///
  /// @param texts tokens of each sequence so far, all of one length
  /// @param window how many of the last of them are read
  void begin(int[][] texts, int window);

  /// Makes tokens, and stops early where all sequences have ended.
  Stretch next(Turns turns);

  /// How long ONNX Runtime has computed so far, in nanoseconds.
  long inside();

  @Override
  void close();

  /// What a stretch is to be, an array for each turn and in it a place for each sequence.
  ///
  /// @param noise uniform random numbers in [0, 1)
  /// @param forced tokens that are not drawn but given, -1 for those that are drawn
  /// @param ended sequences that need no more tokens
  @SuppressWarnings("ArrayRecordComponent") // read at once
  record Turns(double[][] noise, int[][] forced, boolean[] ended) {
    int count() {
      return noise.length;
    }

    static boolean allEnded(boolean[] ended) {
      for (boolean one : ended) {
        if (!one) {
          return false;
        }
      }
      return true;
    }
  }

  /// What was made, by turn and sequence.
  ///
  /// @param tokens `[turns][batch]`
  /// @param logprobs of the tokens, `[turns][batch][1]`, where they were asked for; else empty
  /// @param likely the most likely tokens, `[turns][batch][alternatives]`, where they were asked
  ///   for
  /// @param likelyLogprobs theirs
  @SuppressWarnings("ArrayRecordComponent") // handed over
  record Stretch(
      int[][] tokens, float[][][] logprobs, long[][][] likely, float[][][] likelyLogprobs) {
    int turns() {
      return tokens.length;
    }
  }
}
