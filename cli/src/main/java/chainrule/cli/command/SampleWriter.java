package chainrule.cli.command;

import chainrule.cli.option.SampleRequest;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The forms in which sequences are written. Not for several threads.
sealed interface SampleWriter extends TextGenerator.Sink {
  /// The prompt and what goes on from it, then a line end. Pieces are written as they come.
  final class AsText implements SampleWriter {
    private final OutputStream out;
    private boolean isWithin; // a sequence of which pieces were written

    AsText(OutputStream out) {
      this.out = out;
    }

    @Override
    public void piece(SampleRequest request, byte[] text) throws IOException {
      if (!isWithin) {
        out.write(request.prompt().getBytes(StandardCharsets.UTF_8));
        isWithin = true;
      }
      out.write(text);
      out.flush();
    }

    @Override
    public void finished(TextGenerator.Result result) throws IOException {
      if (!isWithin) {
        out.write(result.whole().getBytes(StandardCharsets.UTF_8));
      }
      isWithin = false;
      out.write('\n');
      out.flush();
    }
  }

  /// One object on a line for each sequence.
  final class AsJson implements SampleWriter {
    private final OutputStream out;

    AsJson(OutputStream out) {
      this.out = out;
    }

    @Override
    public void piece(SampleRequest request, byte[] text) {
      // A line is written when it is whole.
    }

    @Override
    public void finished(TextGenerator.Result result) throws IOException {
      SampleRequest request = result.request();
      Json.Members line =
          Json.object()
              .with("prompt", Json.of(request.prompt()))
              .with("text", Json.of(result.text()))
              .with("tokens", Json.of(result.tokens()))
              .with("finish_reason", Json.of(result.finishReason()))
              .with("seed", Json.of(request.seed()))
              .with("sequence", Json.of(request.number()))
              .with("settings", request.settings());
      if (!result.logprobs().isEmpty()) {
        line = line.with("logprobs", Json.of(result.logprobs()));
      }
      out.write((JsonWriter.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
