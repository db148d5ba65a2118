package chainrule.export.onnx;

import chainrule.tokenize.io.JsonWriter;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.checkpoint.SafetensorsFile;
import chainrule.train.graph.Graph;
import chainrule.train.graph.Initializer;
import chainrule.train.graph.Numbers;
import chainrule.train.loop.RunConfig;
import chainrule.train.model.LanguageModel;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run on its way into an ONNX file. The weights go from file to file and are never in memory
/// together, whatever the size of the model.
public final class RunExport implements AutoCloseable {
  private final RunFolder run;
  private final RunConfig config;
  private final boolean cached;
  private final Precision precision;
  private final String version;
  private final SafetensorsFile weights;
  private final Graph graph;
  private final long parameters;

  /// @param cached whether the model is to remember what it has read
  /// @param precision in which the weights are kept
  /// @param version of the program
  public RunExport(RunFolder run, boolean cached, Precision precision, String version)
      throws IOException {
    this.run = run;
    this.config = RunConfig.read(run.config());
    this.cached = cached;
    this.precision = precision;
    this.version = version;
    LanguageModel model = LanguageModel.of(config.model(), Type.FLOAT32);
    this.parameters = model.parameters().count();
    this.graph = precision.keep(StepGraph.of(model, cached));
    this.weights = SafetensorsFile.open(run.trained());
    try {
      graph.initializers().forEach(this::check);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private void check(Initializer initializer) {
    if (initializer.numbers() instanceof Numbers.Elsewhere(String parameter)) {
      Shape saved = weights.shape(parameter).orElse(Shape.of(0));
      if (saved.elements() != initializer.shape().elements()) {
        throw new MalformedInput(
            run.weights().toString(),
            "",
            "has %s where the model has %s of %s"
                .formatted(
                    weights.shape(parameter).isEmpty() ? "nothing" : saved,
                    parameter,
                    initializer.shape()),
            "it belongs to another model");
      }
    }
  }

  public RunFolder run() {
    return run;
  }

  public RunConfig config() {
    return config;
  }

  public Precision precision() {
    return precision;
  }

  public Graph graph() {
    return graph;
  }

  /// How many numbers the model has learned.
  public long parameters() {
    return parameters;
  }

  /// Whether all of it fits one file.
  public boolean fitsOneFile() {
    return OnnxWriter.fits(graph);
  }

  /// Writes everything into one file.
  public void write(OutputStream out, List<SelfTest> tests) throws IOException {
    OnnxWriter.write(model(tests), weights::copy, version, out);
  }

  /// Writes the weights into a second file, which is to lie beside the first under this name.
  public void write(OutputStream out, String dataName, OutputStream data, List<SelfTest> tests)
      throws IOException {
    OnnxWriter.write(model(tests), weights::copy, version, out, dataName, data);
  }

  /// The exported model in memory; it must fit.
  public LanguageModelFile inMemory() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, List.of());
    return LanguageModelFile.of(run.path().toString(), ByteBuffer.wrap(out.toByteArray()));
  }

  private OnnxModel model(List<SelfTest> tests) throws IOException {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put(
        ModelNotes.EXPORT,
        "chainrule "
            + version
            + ", export"
            + (cached ? "" : " --no-cache")
            + (precision == Precision.FLOAT32 ? "" : " --precision float16"));
    notes.put(ModelNotes.CONFIG, JsonWriter.line(config.json()));
    notes.put(ModelNotes.CONTEXT, Integer.toString(config.model().context()));
    if (!tests.isEmpty()) {
      notes.put(ModelNotes.SELF_TESTS, SelfTest.write(tests));
    }
    if (Files.exists(run.tokenizer())) {
      notes.put(ModelNotes.TOKENIZER, Files.readString(run.tokenizer()));
    }
    return new OnnxModel(graph, OnnxModel.OPSET, notes);
  }

  @Override
  public void close() throws IOException {
    weights.close();
  }
}
