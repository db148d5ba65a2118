package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Interrupts;
import chainrule.cli.console.Progress;
import chainrule.cli.console.Unit;
import chainrule.cli.option.TextFiles;
import chainrule.tokenize.io.AtomicFile;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.KnownTokens;
import chainrule.tokenize.stream.MappedTokens;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.stream.TokenReader;
import chainrule.tokenize.stream.TokenReaders;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import chainrule.train.data.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Tokens to train on, whatever they come as: a file that can be mapped is mapped where it lies;
/// pipes, texts and several files are first gathered in one file in the run's folder, which goes
/// when this is closed, or when the process is interrupted or terminated: then nobody waits for the
/// closing.
final class TrainingData implements AutoCloseable {
  private final TrainingTextOptions options;
  private final Path folder;
  private final Console console;
  private final Parallel parallel;
  private final List<MappedTokens> mapped = new ArrayList<>();
  private final List<Path> spools = new CopyOnWriteArrayList<>(); // an interruption reads it, too
  private final Interrupts.Registration registration;
  private Optional<Tokenizer> tokenizer;

  /// @param options what the user said of the inputs
  /// @param folder for what must be gathered
  TrainingData(
      Optional<Tokenizer> tokenizer,
      TrainingTextOptions options,
      Path folder,
      Console console,
      Parallel parallel) {
    this.tokenizer = tokenizer;
    this.options = options;
    this.folder = folder;
    this.console = console;
    this.parallel = parallel;
    this.registration = console.interrupts().register(this::removeSpools);
  }

  /// The tokenizer of the tokens that were opened: the one that was given, or that of bytes where
  /// text came without one.
  Optional<Tokenizer> tokenizer() {
    return tokenizer;
  }

  /// The tokens of these inputs, one after the other.
  ///
  /// @param name of the file in which they are gathered, if they must be
  MappedTokens open(List<Input> inputs, String name) throws IOException {
    MappedTokens tokens = map(inputs, name);
    mapped.add(tokens);
    return tokens;
  }

  private MappedTokens map(List<Input> inputs, String name) throws IOException {
    if (inputs.size() == 1 && inputs.getFirst().isPlainFile()) {
      Input input = inputs.getFirst();
      Optional<TokenFormat> format =
          options.isText() ? Optional.empty() : options.format().or(() -> recognised(input));
      if (format.isPresent()) {
        switch (format.get()) {
          case STREAM, U16, U32 -> {
            MappedTokens tokens = MappedTokens.open(input, format.get());
            if (tokens.header().isPresent() && tokenizer.isPresent()) {
              tokens.header().get().require(input.name(), StreamHeader.of(tokenizer.get()));
            }
            return tokens;
          }
          case IDS, PIECES, JSONL -> {}
        }
      }
    }
    return gather(inputs, name);
  }

  private MappedTokens gather(List<Input> inputs, String name) throws IOException {
    Path spool = folder.resolve(name);
    spools.add(spool);
    List<Input> peeked = new ArrayList<>(inputs);
    boolean isText = options.isText() || (options.format().isEmpty() && !isTokens(peeked));
    if (isText) {
      gatherText(peeked, spool);
    } else {
      gatherTokens(peeked, spool);
    }
    return MappedTokens.open(Input.file(spool), TokenFormat.STREAM);
  }

  private void gatherText(List<Input> inputs, Path spool) throws IOException {
    if (!options.isText()) {
      new TextFiles(options.invalid(), console).check(inputs);
    }
    if (tokenizer.isEmpty()) {
      tokenizer = Optional.of(TokenizerFile.read(TokenizerFile.BYTE));
      options.requireSize("text without a tokenizer", tokenizer.get().size());
      console.say("text without a tokenizer: its bytes are the tokens (-t names a tokenizer)");
    } else {
      options.requireSize("the tokenizer", tokenizer.get().size());
    }
    try (Progress progress = console.progress("tokenizing", Unit.BYTES, Input.size(inputs))) {
      Spool.text(inputs, tokenizer.get(), options.invalid(), parallel, spool, progress::add);
    }
  }

  private void gatherTokens(List<Input> inputs, Path spool) throws IOException {
    List<TokenReader> readers = new ArrayList<>();
    try {
      Optional<StreamHeader> header = Optional.empty();
      for (Input input : inputs) {
        TokenReader reader =
            KnownTokens.of(
                TokenReaders.open(input, options.format(), tokenizer), input.name(), tokenizer);
        readers.add(reader);
        if (header.isPresent() && reader.header().isPresent() && !header.equals(reader.header())) {
          throw new MalformedInput(
              input.name(),
              "",
              "its tokens are of another tokenizer than those before",
              "train on tokens of one tokenizer");
        }
        header = header.or(reader::header);
      }
      Spool.tokens(readers, header.orElseGet(this::ownHeader), spool);
    } finally {
      for (TokenReader reader : readers) {
        reader.close();
      }
    }
  }

  private StreamHeader ownHeader() {
    return tokenizer.map(StreamHeader::of).orElseGet(() -> new StreamHeader(1L << 31, ""));
  }

  /// Looks whether the first input holds tokens; standard input is looked into without losing what
  /// was read.
  private static boolean isTokens(List<Input> inputs) throws IOException {
    Input first = inputs.getFirst();
    PushbackInputStream in = new PushbackInputStream(first.open(), 64);
    byte[] head = in.readNBytes(64);
    boolean tokens = TokenFormat.recognise(first.name(), head).isPresent();
    if (first.isFile()) {
      in.close();
    } else {
      in.unread(head);
      inputs.set(0, Input.stream(first.name(), in));
    }
    return tokens;
  }

  private static Optional<TokenFormat> recognised(Input input) {
    try (InputStream in = input.open()) {
      return TokenFormat.recognise(input.name(), in.readNBytes(64));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    mapped.forEach(MappedTokens::close);
    for (Path spool : spools) {
      Files.deleteIfExists(spool);
    }
    registration.close(); // the process may end any time now
  }

  /// Whole or not; the process is about to end.
  private void removeSpools() {
    try {
      for (Path spool : spools) {
        Files.deleteIfExists(AtomicFile.aside(spool));
        Files.deleteIfExists(spool);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
