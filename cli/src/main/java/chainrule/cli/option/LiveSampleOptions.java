package chainrule.cli.option;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--sample-every N`: what the model would write, shown while it is trained.
public final class LiveSampleOptions {
  @Option(
      names = "--sample-every",
      paramLabel = "N",
      description = "Show every N steps what the model would write.")
  private Long every;

  @Option(
      names = "--sample-prompt",
      paramLabel = "TEXT",
      description = "Let it begin with this text (default: the begin token, or a line end).")
  private String prompt;

  public boolean wanted() {
    if (prompt != null && every == null) {
      throw new BadSetting("--sample-prompt is for samples", "say when with --sample-every N");
    }
    if (every != null && every < 1) {
      throw new BadSetting("--sample-every must be at least 1, not " + every, "");
    }
    return every != null;
  }

  public long every() {
    return every;
  }

  /// At least one token.
  public int[] prompt(Optional<Tokenizer> tokenizer) {
    Tokenizer known =
        tokenizer.orElseThrow(
            () -> new BadSetting("samples need the tokenizer of the tokens", "name it with -t"));
    if (prompt == null && known.begin().isPresent()) {
      return new int[] {known.begin().getAsInt()};
    }
    int[] ids = known.encode(prompt == null ? "\n" : prompt);
    if (prompt != null && ids.length == 0) {
      throw new BadSetting("--sample-prompt '" + prompt + "' has no tokens", "");
    }
    return ids.length == 0 ? new int[] {0} : ids;
  }
}
