package chainrule.cli.command;

import chainrule.cli.option.SampleRequest;
import chainrule.cli.option.SamplingChoice;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.Parallel;
import chainrule.train.ngram.NgramGenerator;
import chainrule.train.ngram.NgramModel;
import chainrule.train.ngram.SpacedWords;
import chainrule.train.ngram.TokenizedWords;
import chainrule.train.ngram.WordText;
import chainrule.train.sampling.StopTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Text of n-gram models, a sequence on each thread.
final class NgramText implements TextGenerator {
  private record Settings(SamplingChoice choice, boolean endless) {}

  private final NgramModel model;
  private final WordText text;
  private final Parallel parallel;
  private final Map<Settings, NgramGenerator> generators = new ConcurrentHashMap<>();

  NgramText(NgramModel model, WordText text, Parallel parallel) {
    this.model = model;
    this.text = text;
    this.parallel = parallel;
  }

  @Override
  public void generate(Iterator<SampleRequest> requests, Sink sink) {
    parallel.ordered(
        requests,
        this::made,
        result -> {
          try {
            sink.finished(result);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Result made(SampleRequest request) {
    NgramGenerator generator =
        generators.computeIfAbsent(
            new Settings(request.choice(), request.endless()),
            _ -> new NgramGenerator(model, request.settings(text::id), !request.endless()));
    StopTexts stop = request.stop();
    NgramGenerator.Enough enough =
        (words, size) ->
            stop.longest() > 0
                && stop.firstIn(text.text(words, Math.max(0, size - stop.longest()), size)) >= 0;
    NgramGenerator.Sequence made =
        generator.generate(
            text.words(request.prompt()),
            request.longest(),
            request.seed(),
            request.number(),
            enough);
    String whole = text.text(made.words(), 0, made.words().length);
    int end = stop.firstIn(whole);
    String said = end < 0 ? whole : whole.substring(0, end);
    return new Result(
        request,
        text.join(request.prompt(), said),
        said,
        tokens(made.words()),
        made.finished() || end >= 0 ? "stop" : "length",
        List.of());
  }

  private List<Json> tokens(int[] words) {
    return Arrays.stream(words)
        .mapToObj(
            word ->
                switch (text) {
                  case SpacedWords spaced -> Json.of(spaced.word(word));
                  case TokenizedWords tokenized -> Json.of(tokenized.token(word));
                })
        .toList();
  }

  @Override
  public void close() throws IOException {
    model.close();
  }
}
