package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.OptionalTokenizer;
import chainrule.cli.option.Output;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.TokenFormat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What `convert` can do with one kind of file: its forms, and how to write each.
interface Conversion {
  /// What is to be converted, into which form, and where to.
  ///
  /// @param outputName of the file to be written, or empty
  /// @param inputForm of tokens, where the user named it
  /// @param tokenizer that the input's tokens are of, where the user named it
  record Job(
      Input input,
      String form,
      Output output,
      String outputName,
      Optional<TokenFormat> inputForm,
      OptionalTokenizer tokenizer,
      Parallel parallel,
      Console console) {}

  /// For messages: `an n-gram model`.
  String kind();

  /// @param head the first bytes of the file, decompressed
  boolean takes(Input input, byte[] head) throws IOException;

  /// The words of `--to`; every form can be made from every other.
  List<String> forms();

  /// The form that users want who name none.
  ///
  /// @param head of the input
  /// @param output the name of the file to be written, or empty
  String usualForm(byte[] head, String output);

  void convert(Job job) throws IOException;
}
