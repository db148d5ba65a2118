package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.RepeatedInput;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.tokenizer.TokenizerFile;
import chainrule.train.checkpoint.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `inspect`: names the kind of each file and describes it. The kinds stand in [FileKinds].
@Page(
    summary = "describe any file of the toolkit",
    description =
        """
        Names the kind of each FILE and describes it: tokenizers, tokens, models, runs, or plain \
        text. The kind is found from what the file holds, not from its name. Several runs become a \
        table.
        """,
    examples =
        """
        # What are these files?
        chainrule inspect lm.arpa bpe.json tokens.tok

        # How far are these runs, and which is best?
        chainrule inspect runs/*

        # For a script
        chainrule inspect --json model.onnx
        """)
final class Inspect extends Command {
  @Mixin private InputFiles files;
  @Mixin private JsonOption json;

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "Tell how well a tokenizer fits this text: bytes per token, tokens per word.")
  private String text;

  @Override
  protected void run(Console console) throws IOException {
    List<Input> inputs = files.inputs(console, "file");
    if (!json.wanted() && inputs.size() > 1 && inputs.stream().allMatch(Inspect::isRun)) {
      List<RunDescription> runs = new ArrayList<>();
      for (Input input : inputs) {
        runs.add(RunDescription.of(RunFolder.open(InputFiles.path(input.name()))));
      }
      console.out().write(RunTable.of(runs).getBytes(StandardCharsets.UTF_8));
      return;
    }
    List<Json> reports = new ArrayList<>();
    for (Input input : inputs) {
      Json.Members description;
      try (RepeatedInput repeated = RepeatedInput.of(input, console)) {
        description =
            isRun(input)
                ? RunDescription.of(RunFolder.open(InputFiles.path(input.name()))).facts()
                : facts(repeated.input(), console);
      }
      reports.add(description);
      if (!json.wanted()) {
        console.out().write(text(input.name(), description).getBytes(StandardCharsets.UTF_8));
      }
    }
    if (json.wanted()) {
      JsonOption.write(reports.size() == 1 ? reports.getFirst() : Json.of(reports), console);
    }
  }

  private static boolean isRun(Input input) {
    return input.isFile() && RunFolder.isRun(InputFiles.path(input.name()));
  }

  private static String text(String name, Json.Members description) {
    StringBuilder text = new StringBuilder(name).append('\n');
    append(description, "  ", text);
    return text.toString();
  }

  private static void append(Json.Members facts, String indent, StringBuilder to) {
    for (Map.Entry<String, Json> fact : facts.members().entrySet()) {
      to.append(indent).append(fact.getKey().replace('_', ' ')).append(':');
      if (fact.getValue() instanceof Json.Members inner) {
        append(inner, indent + "  ", to.append('\n'));
      } else {
        to.append(' ').append(FileKinds.plain(fact.getValue())).append('\n');
      }
    }
  }

  /// What the file is and, where a text is named, how a tokenizer does on it.
  private Json.Members facts(Input input, Console console) throws IOException {
    Json.Members description = FileKinds.describe(input);
    if (text == null) {
      return description;
    }
    Json.Members fit =
        TokenizerKind.fit(TokenizerFile.read(input), InputFiles.of(text, console, "text"));
    for (Map.Entry<String, Json> fact : fit.members().entrySet()) {
      description = description.with(fact.getKey(), fact.getValue());
    }
    return description;
  }
}
