package chainrule.cli.option;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.train.sampling.StopTexts;
import java.util.List;

/// A sequence that is to be made.
///
/// @param number of the sequence among all, from 0; each draws random numbers of its own
/// @param longest how many tokens at most
/// @param endless whether the model may not end the text
public record SampleRequest(
    long number,
    String prompt,
    SamplingChoice choice,
    int longest,
    StopTexts stop,
    boolean endless,
    long seed) {
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

  SampleRequest numbered(long sequence) {
    return new SampleRequest(sequence, prompt, choice, longest, stop, endless, seed);
  }

  SampleRequest after(String beginning) {
    return new SampleRequest(number, beginning, choice, longest, stop, endless, seed);
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
        number, beginning, sampling, most, new StopTexts(stops), ignores, chosen);
  }
}
