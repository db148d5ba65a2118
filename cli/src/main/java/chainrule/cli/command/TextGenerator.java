package chainrule.cli.command;

import chainrule.cli.option.SampleRequest;
import chainrule.tokenize.io.Json;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/// A model of any kind that goes on from a prompt: what `sample` asks of it. A new kind is one more
/// of these and a line in [Sample].
interface TextGenerator extends AutoCloseable {
  /// A sequence that was made.
  ///
  /// @param whole the prompt and what goes on from it, as one text
  /// @param text what was made, without the stop text that ended it
  /// @param tokens all that were made
  /// @param finishReason `stop`, `length` or `context`
  /// @param logprobs an object for each token, where they were asked for
  record Result(
      SampleRequest request,
      String whole,
      String text,
      List<Json> tokens,
      String finishReason,
      List<Json> logprobs) {}

  /// Hears of sequences, each in the order of the requests.
  interface Sink {
    /// Some more of the text of a sequence whose beginning nobody has heard yet, or goes on from
    /// what was heard last; only from generators that make one at a time.
    void piece(SampleRequest request, byte[] text) throws IOException;

    /// A whole sequence.
    void finished(Result result) throws IOException;
  }

  /// Makes all sequences, in the order of the requests.
  void generate(Iterator<SampleRequest> requests, Sink sink) throws IOException;

  @Override
  void close() throws IOException;
}
