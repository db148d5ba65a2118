package chainrule.cli.reference;

import java.util.List;
import java.util.Map;

/// Which files a value on the command line names. The label that the help page shows says so (`-t
/// TOKENIZER`), so that readers and completions are told by the same word.
public enum FileKind {
  /// Not a file: a number, a word, a text.
  NONE(List.of()),
  /// Any file.
  FILE(List.of()),
  /// Folders only.
  FOLDER(List.of()),
  TOKENIZER(List.of(".json", ".model", ".tiktoken", ".bpe", "vocab.txt")),
  /// An n-gram model or an exported one, or the folder of a run.
  MODEL(List.of(".onnx", ".arpa", ".arpa.gz", ".arpa.zst", ".arpa.bz2", ".arpa.xz", ".bin")),
  /// Tokens as `tokenize` writes them.
  TOKENS(List.of(".tok", ".u16", ".u32", ".ids", ".pieces", ".jsonl"));

  private static final Map<String, FileKind> LABELS =
      Map.of(
          "FILE", FILE,
          "FOLDER", FOLDER,
          "RUN", FOLDER,
          "TOKENIZER", TOKENIZER,
          "MODEL", MODEL,
          "TOKENS", TOKENS);

  private final List<String> endings;

  FileKind(List<String> endings) {
    this.endings = endings;
  }

  /// By the label's first word: `MODEL[:WEIGHT]` is a model, `N` no file.
  static FileKind ofLabel(String label) {
    return LABELS.getOrDefault(label.split("[^A-Z]", 2)[0], NONE);
  }

  /// How the names of such files end; empty where any will do.
  List<String> endings() {
    return endings;
  }
}
