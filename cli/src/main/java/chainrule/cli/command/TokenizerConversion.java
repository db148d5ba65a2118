package chainrule.cli.command;

import chainrule.cli.option.InputFiles;
import chainrule.cli.option.Output;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/// Tokenizers from any format that is read to those that are written. The formats that hold a part
/// of a tokenizer hold its tokens and merges; that text is treated in another way is left to who
/// reads them.
final class TokenizerConversion implements Conversion {
  private static final String JSON = "tokenizer.json";
  private static final String RANKS = "ranks";
  private static final String GPT2 = "gpt2";
  private static final String BERT = "vocab.txt";

  @Override
  public String kind() {
    return "a tokenizer";
  }

  @Override
  public boolean takes(Input input, byte[] head) {
    return TokenizerFile.kind(head).isPresent();
  }

  @Override
  public List<String> forms() {
    return List.of(JSON, RANKS, GPT2, BERT);
  }

  @Override
  public String usualForm(byte[] head, String output) {
    if (output.endsWith("vocab.json") || output.endsWith("encoder.json")) {
      return GPT2;
    }
    if (output.endsWith(".tiktoken")) {
      return RANKS;
    }
    return output.endsWith("vocab.txt") ? BERT : JSON;
  }

  @Override
  public void convert(Job job) throws IOException {
    Tokenizer tokenizer = TokenizerFile.read(job.input());
    OutputStream out = job.output().stream();
    switch (job.form()) {
      case RANKS -> TokenizerFile.writeRanks(tokenizer, out);
      case BERT -> TokenizerFile.writeBertVocabulary(tokenizer, out);
      case GPT2 -> {
        TokenizerFile.writeVocabulary(tokenizer, out);
        writeMerges(tokenizer, job);
      }
      default -> TokenizerFile.write(tokenizer, out);
    }
  }

  private static void writeMerges(Tokenizer tokenizer, Job job) throws IOException {
    if (job.outputName().isEmpty()) {
      throw new BadSetting("GPT-2's format is two files", "name the first with -o vocab.json");
    }
    Path path = InputFiles.path(job.outputName());
    Path merges = path.resolveSibling(mergesName(path.getFileName().toString()));
    try (Output output = Output.toFile(merges, job.console())) {
      TokenizerFile.writeMerges(tokenizer, output.stream());
      output.commit();
    }
  }

  private static String mergesName(String vocabulary) {
    return vocabulary.endsWith("encoder.json")
        ? vocabulary.replace("encoder.json", "vocab.bpe")
        : vocabulary.endsWith("vocab.json")
            ? vocabulary.replace("vocab.json", "merges.txt")
            : "merges.txt";
  }
}
