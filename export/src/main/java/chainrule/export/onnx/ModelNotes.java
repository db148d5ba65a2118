package chainrule.export.onnx;

/// The names of the notes that an exported model carries in its metadata.
public final class ModelNotes {
  /// The tokenizer, in Hugging Face's format.
  public static final String TOKENIZER = "tokenizer.json";

  /// The run's configuration: the model, how it was trained, from what.
  public static final String CONFIG = "config.json";

  /// How it was exported.
  public static final String EXPORT = "chainrule.export";

  /// The longest text that the model was made for, in tokens.
  public static final String CONTEXT = "chainrule.context";

  /// [SelfTest]s.
  public static final String SELF_TESTS = "chainrule.self_tests";

  /// Of the file itself, the last of its notes; [Checksum] checks it.
  public static final String CHECKSUM = "chainrule.checksum";

  /// Of the file with the weights beside it, where there is one.
  public static final String DATA_CHECKSUM = "chainrule.data_checksum";

  private ModelNotes() {}
}
