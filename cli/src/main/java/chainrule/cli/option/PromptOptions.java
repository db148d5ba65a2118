package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Where sequences begin: one prompt, or a file of them with how many of each.
public final class PromptOptions {
  private enum Kind {
    TEXT,
    JSONL
  }

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "Go on from TEXT (default: from the beginning of a text).")
  private String prompt;

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Go on from each line of FILE, - for standard input.")
  private String prompts;

  @Option(
      names = "--input",
      paramLabel = "KIND",
      description =
          "What --prompts holds: text, or jsonl, whose lines have a prompt and perhaps settings of"
              + " their own (default: jsonl where FILE ends in .jsonl, else text).")
  private Kind kind;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "1",
      description = "Make N sequences for each prompt (default: 1).")
  private int samples;

  /// Whether at most one sequence is asked for.
  public boolean isOne() {
    return prompts == null && samples == 1;
  }

  /// The sequences to be made; lines are read as they are needed.
  ///
  /// @param base with the settings of the command line
  public Iterator<SampleRequest> requests(SampleRequest base, Console console) throws IOException {
    if (samples < 1) {
      throw new BadSetting("--samples " + samples + " makes nothing; it must be at least 1", "");
    }
    if (prompt != null && prompts != null) {
      throw new BadSetting("--prompt and --prompts are both given", "use one of them");
    }
    if (prompts == null) {
      return numbered(Stream.of(base.after(prompt == null ? "" : prompt)));
    }
    Input input = InputFiles.of(prompts, console, "prompts");
    PromptLines lines = new PromptLines(input);
    boolean json =
        kind == null ? prompts.matches(".*\\.(jsonl|ndjson)(\\.\\w+)?") : kind == Kind.JSONL;
    return numbered(
        lines
            .lines()
            .map(
                text -> json ? parsed(base, input.name(), lines.place(), text) : base.after(text)));
  }

  private Iterator<SampleRequest> numbered(Stream<SampleRequest> beginnings) {
    long[] number = {0};
    return beginnings
        .flatMap(request -> IntStream.range(0, samples).mapToObj(_ -> request))
        .map(request -> request.numbered(number[0]++))
        .iterator();
  }

  private static SampleRequest parsed(
      SampleRequest base, String source, String place, String text) {
    try {
      if (!(JsonReader.readLine(source, place, text) instanceof Json.Members members)) {
        throw new MalformedInput(source, place, "is no JSON object", "{\"prompt\": \"…\"} is one");
      }
      JsonSettings settings = new JsonSettings(source, place, members);
      SampleRequest request = base.with(settings);
      settings.refuseOthers();
      return request;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BadSetting e) {
      throw new MalformedInput(source, place, e.getMessage(), e.hint());
    }
  }
}
