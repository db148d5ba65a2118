package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.tokenize.io.Compression;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.tokenizer.TokenizerFile;
import chainrule.train.ngram.ArpaFile;
import chainrule.train.ngram.NgramModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Files that were named where text is wanted, and are something else by their first bytes: what is
/// no text at all is refused, a model written in letters is read with a warning.
public final class TextFiles {
  private static final int HEAD = 4096;
  private static final String NAME_TEXT =
      "name a text, or use --invalid keep if bytes of any kind are meant";

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InvalidText invalid;
  private final Console console;
  private boolean hasMark; // the first that has one was named

  public TextFiles(InvalidText invalid, Console console) {
    this.invalid = invalid;
    this.console = console;
  }

  public void check(List<Input> inputs) throws IOException {
    for (Input input : inputs) {
      check(input);
    }
  }

  /// Looks only into files: what comes from a pipe was meant.
  public void check(Input input) throws IOException {
    if (!input.isPlainFile() || invalid == InvalidText.KEEP) {
      return;
    }
    byte[] head;
    try (InputStream in = input.open()) {
      head = in.readNBytes(HEAD);
    }
    refuse(input.name(), head);
    if (ArpaFile.isArpa(head)) {
      console.warn(input.name() + " is an n-gram model, and is read as text");
    } else if (isTokenizer(head)) {
      console.warn(input.name() + " is a tokenizer, and is read as text");
    }
    if (!hasMark && Arrays.equals(Arrays.copyOf(head, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      hasMark = true;
      console.warn(
          input.name()
              + " begins with a byte order mark, which is read as a part of its first word;"
              + " tail -c +4 FILE leaves it out");
    }
  }

  private static void refuse(String name, byte[] head) {
    Compression.recognise(head)
        .ifPresent(
            kind -> {
              throw new MalformedInput(name, "", "is compressed, and not named so", kind.advice());
            });
    if (TokenFormat.recognise("", head).isPresent()) {
      throw new MalformedInput(
          name, "", "holds tokens, not text", "chainrule detokenize gives their text back");
    } else if (NgramModel.isBinary(head)) {
      throw new MalformedInput(name, "", "is an n-gram model, not text", NAME_TEXT);
    } else if (LanguageModelFile.recognises(head)) {
      throw new MalformedInput(name, "", "is an ONNX model, not text", NAME_TEXT);
    }
  }

  /// Many a JSON text begins as a tokenizer may; no other has this member.
  private static boolean isTokenizer(byte[] head) {
    return TokenizerFile.kind(head).filter(TokenizerFile.Kind.TOKENIZER_JSON::equals).isPresent()
        && new String(head, StandardCharsets.ISO_8859_1).contains("\"added_tokens\"");
  }
}
