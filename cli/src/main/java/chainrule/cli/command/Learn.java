package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.Output;
import chainrule.cli.option.OutputFile;
import chainrule.cli.option.TextFiles;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.reference.Heading;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.DocumentKind;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.WordCounter;
import chainrule.tokenize.text.PreTokenizer;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import chainrule.tokenize.tokenizer.WordCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `learn`: a tokenizer from text. Words are counted once, on all threads; [LearnedTokenizer] has
/// each kind's trainer and what belongs around its model.
@Page(
    summary = "learn a tokenizer from text",
    description =
        """
        Learns the tokens that fit a text and writes them as a tokenizer.json, which this toolkit \
        and Hugging Face's library read. The same text and options give the same file, whatever the \
        threads.

        bpe merges frequent pairs (GPT-2), of bytes or, with --pre-tokenizer metaspace, of \
        characters with bytes for the rest (Llama 2); unigram keeps the pieces that make the text \
        most likely (T5); wordpiece is BERT's; word and char take whole words and characters.
        """,
    examples =
        """
        # Byte-level BPE
        chainrule learn --type bpe --vocab-size 8192 -o bpe.json corpus.txt

        # As SentencePiece does it, from a pipe
        zcat corpus.gz | chainrule learn --type unigram --vocab-size 8000 -o u.json

        # From words that were counted before
        chainrule learn --type bpe --vocab-size 8192 --weighted -o bpe.json words.tsv
        """)
final class Learn extends Command {
  /// The kinds of tokenizer.
  enum Type {
    BPE,
    UNIGRAM,
    WORDPIECE,
    WORD,
    CHAR
  }

  @Mixin private InputFiles files;
  @Mixin private OutputFile output;
  @Mixin private ThreadsOption threads;
  @Mixin private JsonOption json;
  @Mixin private TextChoices text;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      required = true,
      description = "Learn a tokenizer of this type.")
  private Type type;

  @Option(
      names = "--vocab-size",
      paramLabel = "N",
      description =
          "The vocabulary has N tokens, all counted (default: 8192; as many as there are for word"
              + " and char).")
  private Integer vocabularySize;

  @Option(
      names = "--special",
      paramLabel = "TOKEN",
      description =
          "A special token; give it as often as there are some (default: the usual ones of the"
              + " kind).")
  private List<String> specials = new ArrayList<>();

  @Option(
      names = "--min-frequency",
      paramLabel = "N",
      defaultValue = "1",
      description = "Leave out what occurs less than N times (default: 1).")
  private long minimumFrequency;

  @Option(
      names = "--max-piece-length",
      paramLabel = "N",
      description =
          "Let no token be longer than N characters, or bytes for byte-level tokens (default: 16"
              + " for unigram, else any).")
  private Integer longestPiece;

  @Option(
      names = "--character-coverage",
      paramLabel = "SHARE",
      description =
          "Give tokens to the most frequent characters until they cover this share of the text"
              + " (default: 1; 0.9995 with bytes for the rest).")
  private Double coverage;

  @Option(
      names = "--initial-alphabet",
      paramLabel = "CHARACTERS",
      defaultValue = "",
      description = "Give tokens to these characters in any case.")
  private String initialAlphabet;

  @Option(
      names = "--no-byte-fallback",
      description =
          "Make characters that have no token unknown, rather than tokens of their bytes.")
  private boolean noByteFallback;

  @Heading("Text")
  @Option(
      names = "--documents",
      paramLabel = "KIND",
      description =
          "A document is a file, line or paragraph, or the string under this name in each line's"
              + " JSON object (default: a file where line ends are part of the text, else a line).")
  private String documents;

  @Heading("Text")
  @Option(
      names = "--weighted",
      description = "Each line is a word, a tab, and how often it occurs.")
  private boolean weighted;

  @Heading("Text")
  @Option(
      names = "--invalid",
      paramLabel = "HOW",
      description = "What to do about bytes that are not UTF-8.")
  private InvalidText invalid = InvalidText.ERROR;

  @Option(
      names = "--word-memory",
      paramLabel = "MEGABYTES",
      defaultValue = "1000",
      description = "Forget the rarest words where all of them would take more (default: 1000).")
  private long memory;

  @Override
  protected void run(Console console) throws IOException {
    if (json.wanted() && output.path().isEmpty()) {
      throw new BadSetting(
          "--json would stand behind the tokenizer on standard output", "use -o FILE");
    }
    if (memory < 1) {
      throw new BadSetting("--word-memory must be at least 1, not " + memory, "");
    }
    LearnedTokenizer kind =
        new LearnedTokenizer(
            new LearnedTokenizer.Choices(
                type,
                vocabularySize,
                specials,
                minimumFrequency,
                longestPiece,
                coverage,
                initialAlphabet,
                noByteFallback),
            text);
    List<Input> inputs = files.inputs(console, "text");
    new TextFiles(invalid, console).check(inputs);
    try (Output out = output.open(console);
        Parallel parallel = threads.start()) {
      WordCounts words = count(kind, inputs, parallel, console);
      Tokenizer tokenizer;
      try (Progress progress = console.progress("learning", Unit.ITEMS, OptionalLong.empty())) {
        tokenizer = kind.learn(words, parallel, progress::add);
      }
      TokenizerFile.write(tokenizer, out.stream());
      out.commit();
      console.detail(tokenizer.size() + " tokens from " + words.size() + " distinct pieces");
      if (json.wanted()) {
        JsonOption.write(
            Json.object()
                .with("tokens", Json.of(tokenizer.size()))
                .with("distinct_pieces", Json.of(words.size()))
                .with("fingerprint", Json.of(tokenizer.fingerprint())),
            console);
      }
    }
  }

  private WordCounts count(
      LearnedTokenizer kind, List<Input> inputs, Parallel parallel, Console console) {
    WordCounter counter =
        new WordCounter(
            kind.normalizer(),
            kind.countedBy(),
            new WordCounter.Settings(documents(kind), invalid, weighted, memory * 1_000_000));
    WordCounts words;
    try (Progress progress = console.progress("reading", Unit.BYTES, OptionalLong.empty())) {
      words = counter.count(inputs, parallel, progress::add);
    }
    if (words.size() == 0) {
      throw new MalformedInput(
          inputs.getFirst().name(), "", "there is no text to learn from", "give some text");
    }
    if (counter.dropped() > 0) {
      console.warn(
          counter.dropped()
              + " occurrences of rare words were left out to stay within --word-memory "
              + memory);
    }
    return words;
  }

  /// Scanners keep line ends as text; whatever else works line by line.
  private DocumentKind documents(LearnedTokenizer kind) {
    if (documents != null) {
      return DocumentKind.of(documents);
    }
    boolean lineEnds = kind.countedBy().flatMap(PreTokenizer::scanner).isPresent();
    return lineEnds ? new DocumentKind.File() : new DocumentKind.Line();
  }
}
