package chainrule.train.ngram.estimation;

import java.io.IOException;

/// Takes a text's word ids as they come, each sentence ended by [Special#END].
interface TokenSink {
  /// @param tokens the first `size` count; the array is the caller's
  void accept(int[] tokens, int size) throws IOException;
}
