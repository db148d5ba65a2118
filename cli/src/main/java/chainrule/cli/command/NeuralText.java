package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.SampleRequest;
import chainrule.export.onnx.DecodingSettings;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.runtime.Decoder;
import chainrule.export.runtime.Generator;
import chainrule.export.runtime.Sequence;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.train.sampling.SamplingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Text of neural models, some sequences at a time. Sequences of one batch have the same settings,
/// because the settings are a part of the graph that makes them.
final class NeuralText implements TextGenerator {
  /// @param batch how many sequences are made at once
  /// @param alternatives see [DecodingSettings]
  /// @param streams whether text is told as it comes, where one sequence is made at a time
  record Options(int batch, int alternatives, Generator.Overflow overflow, boolean streams) {}

  private final LanguageModelFile file;
  private final Tokenizer tokenizer;
  private final Set<Integer> unknown; // ids that are no token
  private final Options options;
  private final BiFunction<LanguageModelFile, DecodingSettings, Decoder> decoders;
  private final Console console;
  private DecodingSettings settings; // of the present decoder
  private Decoder decoder; // null before the first sequence

  /// @param given the tokenizer that the user named
  NeuralText(
      LanguageModelFile file,
      Optional<Tokenizer> given,
      Options options,
      BiFunction<LanguageModelFile, DecodingSettings, Decoder> decoders,
      Console console)
      throws IOException {
    this.file = file;
    this.options = options;
    this.decoders = decoders;
    this.console = console;
    Optional<Tokenizer> own = given.isPresent() ? given : file.tokenizer();
    this.tokenizer =
        own.orElseThrow(
            () ->
                new MalformedInput(
                    file.name(), "", "carries no tokenizer", "name it with -t TOKENIZER"));
    if (tokenizer.size() > file.vocabulary()) {
      throw new MalformedInput(
          file.name(),
          "",
          "knows %d tokens but the tokenizer has %d".formatted(file.vocabulary(), tokenizer.size()),
          "use the tokenizer that it was trained with");
    }
    this.unknown =
        IntStream.range(0, file.vocabulary())
            .filter(id -> !tokenizer.has(id))
            .boxed()
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void generate(Iterator<SampleRequest> requests, Sink sink) throws IOException {
    List<SampleRequest> batch = new ArrayList<>();
    DecodingSettings theirs = null;
    while (requests.hasNext()) {
      SampleRequest request = requests.next();
      DecodingSettings its = settings(request);
      if (!batch.isEmpty() && (batch.size() == options.batch() || !its.equals(theirs))) {
        make(batch, theirs, sink);
        batch.clear();
      }
      theirs = its;
      batch.add(request);
      if (batch.size() == options.batch()) {
        make(batch, theirs, sink); // at once: the next request may be a while in coming
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      make(batch, theirs, sink);
    }
  }

  private DecodingSettings settings(SampleRequest request) {
    Set<Integer> never = new HashSet<>(unknown);
    int end = tokenizer.end().orElse(-1);
    if (request.endless() && end >= 0) {
      never.add(end);
    }
    SamplingSettings chosen = request.settings(tokenizer::id);
    return new DecodingSettings(
        (never.isEmpty() ? chosen : chosen.banning(never)).rules(),
        request.endless() ? -1 : end,
        options.batch() > 1,
        options.alternatives());
  }

  private void make(List<SampleRequest> batch, DecodingSettings theirs, Sink sink)
      throws IOException {
    List<Writing> writings = new ArrayList<>();
    boolean streams = options.streams() && batch.size() == 1;
    for (SampleRequest request : batch) {
      writings.add(new Writing(request, tokens(request), streams ? sink : null));
    }
    Generator.Pace pace =
        streams
            ? Generator.Pace.STREAM
            : batch.stream().allMatch(request -> request.stop().texts().isEmpty())
                ? Generator.Pace.WHOLE
                : Generator.Pace.STRETCHES;
    new Generator(decoder(theirs), context(), options.overflow(), pace)
        .run(writings.stream().map(writing -> writing.sequence).toList());
    for (Writing writing : writings) {
      writing.finish(sink);
    }
  }

  private Decoder decoder(DecodingSettings wanted) {
    if (!wanted.equals(settings)) {
      close();
      decoder = decoders.apply(file, wanted);
      settings = wanted;
    }
    return decoder;
  }

  /// How far the model looks back; what is remembered in one state has no end.
  private int context() {
    boolean isEndless =
        file.isCached() && file.state().stream().allMatch(slot -> slot.growing().isEmpty());
    return isEndless ? Integer.MAX_VALUE : file.context().orElse(Integer.MAX_VALUE);
  }

  private int[] tokens(SampleRequest request) {
    int[] tokens = tokenizer.encode(request.prompt());
    if (tokens.length == 0) {
      return new int[] {beginning(request)};
    }
    int context = context();
    if (tokens.length > context) {
      String both =
          "the prompt has %d tokens, and the model looks back at %d"
              .formatted(tokens.length, context);
      if (options.overflow() == Generator.Overflow.STOP) {
        throw new MalformedInput(
            "sequence " + request.number(), "", both, "shorten it, or use --overflow slide");
      }
      console.say("sequence " + request.number() + ": " + both + "; it goes on from its end");
    }
    return tokens;
  }

  /// Where there is no prompt: the token that begins texts, else a line end.
  private int beginning(SampleRequest request) {
    OptionalInt begin = tokenizer.begin();
    int[] line = tokenizer.encode("\n");
    if (begin.isEmpty() && line.length == 0) {
      throw new MalformedInput(
          "sequence " + request.number(),
          "",
          "the prompt has no tokens, and the tokenizer has none to begin with",
          "give --prompt");
    }
    return begin.orElseGet(() -> line[line.length - 1]);
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
      decoder = null;
    }
  }

  /// One sequence on its way from tokens to text.
  private final class Writing {
    private final SampleRequest request;
    private final GeneratedText text;
    private final List<Json> logprobs = new ArrayList<>();
    private final Sequence sequence;
    private final Sink live; // null where text is told when it is whole

    Writing(SampleRequest request, int[] prompt, Sink live) throws IOException {
      this.request = request;
      this.live = live;
      this.text = new GeneratedText(tokenizer, prompt, request.stop().texts());
      int end = request.endless() ? -1 : tokenizer.end().orElse(-1);
      this.sequence =
          new Sequence(
              prompt, request.longest(), end, request.seed(), request.number(), this::token);
      tell(new byte[0], true);
    }

    private boolean token(Sequence.Token token) {
      boolean goesOn = text.add(token.id());
      if (options.alternatives() >= 0) {
        logprobs.add(logprob(token));
      }
      try {
        tell(text.news(), false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return goesOn;
    }

    private void tell(byte[] news, boolean isFirst) throws IOException {
      if (live != null && (isFirst || news.length > 0)) {
        live.piece(request, news);
      }
    }

    private static Json logprob(Sequence.Token token) {
      Json.Members json =
          Json.object()
              .with("token", Json.of(token.id()))
              .with("logprob", Json.of(token.logprob()));
      List<Json> likely = new ArrayList<>();
      for (int i = 0; i < token.likely().length; i++) {
        likely.add(
            Json.object()
                .with("token", Json.of(token.likely()[i]))
                .with("logprob", Json.of(token.likelyLogprobs()[i])));
      }
      return likely.isEmpty() ? json : json.with("top", Json.of(likely));
    }

    void finish(Sink sink) throws IOException {
      tell(text.rest(), false);
      String made = text.text();
      sink.finished(
          new Result(
              request,
              request.prompt() + made,
              made,
              Arrays.stream(text.made()).mapToObj(Json::of).toList(),
              switch (sequence.ended()) {
                case TOKEN, LISTENER -> "stop";
                case LENGTH -> "length";
                case CONTEXT -> "context";
              },
              logprobs));
    }
  }
}
