package chainrule.cli.option;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.sampling.SamplingSettings;
import chainrule.train.sampling.StopTexts;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/// A sequence that is to be made.
///
/// @param number of the sequence among all, from 0; each draws random numbers of its own
/// @param longest how many tokens at most
/// @param endless whether the model may not end the text
/// @param origin where it was asked for
public record SampleRequest(
    long number,
    String prompt,
    SamplingChoice choice,
    int longest,
    StopTexts stop,
    boolean endless,
    long seed,
    Origin origin) {
  /// Where a sequence was asked for, for messages.
  sealed interface Origin {
    /// On the command line.
    record Options() implements Origin {}

    /// In a line of JSON.
    ///
    /// @param place `line 3`
    record Line(String source, String place) implements Origin {}
  }

  public SampleRequest(
      SamplingChoice choice, int longest, StopTexts stop, boolean endless, long seed) {
    this(0, "", choice, longest, stop, endless, seed, new Origin.Options());
  }

  public SampleRequest {
    if (longest < 1) {
      throw new BadSetting("--max-tokens " + longest + " makes nothing; it must be at least 1", "");
    }
  }

  /// What was asked for, under the names that a line of JSON has for it.
  public Json.Members settings() {
    Json.Members json = choice.json().with("max_tokens", Json.of(longest));
    if (!stop.texts().isEmpty()) {
      json = json.with("stop", Json.of(stop.texts().stream().map(Json::of).toList()));
    }
    return endless ? json.with("ignore_eos", Json.of(true)) : json;
  }

  /// How its tokens are to be chosen by a model.
  ///
  /// @param id of a token as users write it, where the model knows it
  public SamplingSettings settings(Function<String, OptionalInt> id) {
    try {
      return choice.settings(id);
    } catch (BadSetting e) {
      throw switch (origin) {
        case Origin.Options _ -> e;
        case Origin.Line(String source, String place) ->
            new MalformedInput(source, place, e.getMessage(), e.hint());
      };
    }
  }

  SampleRequest numbered(long sequence) {
    return new SampleRequest(sequence, prompt, choice, longest, stop, endless, seed, origin);
  }

  SampleRequest after(String beginning) {
    return new SampleRequest(number, beginning, choice, longest, stop, endless, seed, origin);
  }

  /// The same with what a line of JSON says otherwise.
  SampleRequest with(JsonSettings line) {
    String beginning = line.text("prompt", prompt);
    int most = line.integer("max_tokens", longest);
    List<String> stops = line.texts("stop", stop.texts());
    boolean ignores = line.truth("ignore_eos", endless);
    long chosen = line.whole("seed", seed, Long.MIN_VALUE, Long.MAX_VALUE);
    SamplingChoice sampling = choice.with(line);
    return new SampleRequest(
        number, beginning, sampling, most, new StopTexts(stops), ignores, chosen, line.origin());
  }
}
