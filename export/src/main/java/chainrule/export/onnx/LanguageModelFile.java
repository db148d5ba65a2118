package chainrule.export.onnx;

import chainrule.export.onnx.OnnxFile.OnnxPort;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A language model in ONNX, ours or another's whose inputs and outputs have the names that people
/// know. Opening it looks at what it says of itself; running it is for ONNX Runtime. Immutable.
public final class LanguageModelFile {
  private final String name;
  private final Place place;
  private final OnnxFile file;
  private final ModelPorts ports;

  /// Where the bytes of a model are.
  public sealed interface Place {
    /// A file, perhaps with weights in others beside it.
    record OnDisk(Path path) implements Place {}

    /// All of it.
    record InMemory(ByteBuffer bytes) implements Place {}
  }

  private LanguageModelFile(String name, Place place, OnnxFile file) {
    this.name = name;
    this.place = place;
    this.file = file;
    this.ports = ModelPorts.of(name, file);
  }

  /// Opens a file, and reads all of it once where it tells what its checksum was.
  ///
  /// @param name how messages call it
  public static LanguageModelFile open(String name, Path path) throws IOException {
    ByteBuffer bytes = OnnxReader.map(Input.file(path));
    boolean isAsWritten = Checksum.check(name, bytes);
    OnnxFile file = OnnxReader.read(name, bytes);
    if (isAsWritten) {
      Checksum.checkData(name, path, file);
    }
    return new LanguageModelFile(name, new Place.OnDisk(path), file);
  }

  /// @param name how messages call it
  public static LanguageModelFile of(String name, ByteBuffer bytes) {
    return new LanguageModelFile(
        name, new Place.InMemory(bytes.asReadOnlyBuffer()), OnnxReader.read(name, bytes));
  }

  /// Whether a file begins as ONNX models do: with the version of their representation.
  ///
  /// @param head the first bytes of the file
  public static boolean recognises(byte[] head) {
    return head.length > 2 && head[0] == 8 && head[1] > 0 && head[1] < 32 && head[2] > 0;
  }

  public String name() {
    return name;
  }

  public Place place() {
    return place;
  }

  /// Nodes, weights and all else as it lies there.
  public OnnxFile file() {
    return file;
  }

  /// The tokens to read, `[batch, time]`.
  public OnnxPort ids() {
    return ports.ids();
  }

  /// Where each token stands in its text, `[batch, time]`, where the model asks for it.
  public Optional<OnnxPort> positions() {
    return ports.positions();
  }

  /// Which tokens count, of those before and the new ones, `[batch, past + time]`; ours never ask.
  public Optional<OnnxPort> attentionMask() {
    return ports.attentionMask();
  }

  /// What comes next, `[batch, time, vocabulary]`.
  public OnnxPort logits() {
    return ports.logits();
  }

  /// What goes from one step to the next; nothing where the model only reads whole texts. The ids
  /// before ([StepGraph#PAST_IDS]) are not among it.
  public List<StateSlot> state() {
    return ports.state();
  }

  /// How many ids before the new ones the model looks at ([StepGraph#PAST_IDS]).
  public int reach() {
    return ports.reach();
  }

  /// Whether it remembers what it has read.
  public boolean isCached() {
    return !ports.state().isEmpty();
  }

  /// How many different tokens there are.
  public int vocabulary() {
    return ports.vocabulary();
  }

  /// The longest text, in tokens, where the model says so.
  public OptionalInt context() {
    String note = file.metadata().getOrDefault(ModelNotes.CONTEXT, "");
    return note.matches("[1-9][0-9]{0,8}")
        ? OptionalInt.of(Integer.parseInt(note))
        : OptionalInt.empty();
  }

  /// The tokenizer that it carries, or else that lies beside it. It is read at each call.
  public Optional<Tokenizer> tokenizer() throws IOException {
    String json = file.metadata().get(ModelNotes.TOKENIZER);
    if (json != null) {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      String source = name + ", note " + ModelNotes.TOKENIZER;
      return Optional.of(TokenizerFile.read(Input.stream(source, new ByteArrayInputStream(bytes))));
    }
    if (place instanceof Place.OnDisk(Path path)) {
      Path beside = path.resolveSibling(ModelNotes.TOKENIZER);
      if (Files.isRegularFile(beside)) {
        return Optional.of(TokenizerFile.read(Input.file(beside)));
      }
    }
    return Optional.empty();
  }

  /// The configuration of the run that it was exported from; empty where it has none.
  public Json.Members config() throws IOException {
    String note = file.metadata().get(ModelNotes.CONFIG);
    return note != null
            && JsonReader.read(name + ", note " + ModelNotes.CONFIG, note)
                instanceof Json.Members config
        ? config
        : Json.object();
  }

  /// Which tokens it foretells; their tokenizer is unknown where the file does not tell it.
  public StreamHeader tokens() throws IOException {
    Json noted = config().get("tokenizer").orElse(Json.of(""));
    return new StreamHeader(vocabulary(), noted instanceof Json.Text(String known) ? known : "");
  }

  /// What it said when it was exported.
  public List<SelfTest> selfTests() throws IOException {
    String note = file.metadata().get(ModelNotes.SELF_TESTS);
    return note == null ? List.of() : SelfTest.read(name, note);
  }

  /// Whether it was exported by us.
  public boolean isOurs() {
    return file.metadata().containsKey(ModelNotes.EXPORT);
  }
}
