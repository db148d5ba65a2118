package chainrule.export.onnx;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.Graph;
import chainrule.train.graph.Initializer;
import chainrule.train.graph.Node;
import chainrule.train.graph.Port;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// Writes an [OnnxModel] in little memory, whatever its size. Weights go into the file itself while
/// protocol buffers can hold them, else into a file beside it.
public final class OnnxWriter {
  /// Version of the intermediate representation that goes with [OnnxModel#OPSET].
  static final int IR_VERSION = 11;

  static final String PRODUCER = "chainrule";
  private static final long LARGEST_FILE = Integer.MAX_VALUE - (1 << 24); // some room for the rest
  private static final long LARGE_WEIGHT = 1024; // bytes that are worth a place elsewhere

  private final Weights weights;
  private final Optional<ExternalData> external;

  private OnnxWriter(Weights weights, Optional<ExternalData> external) {
    this.weights = weights;
    this.external = external;
  }

  /// For parts of a file that has its weights inside.
  static OnnxWriter ofParts() {
    return new OnnxWriter(Weights.NONE, Optional.empty());
  }

  /// Whether the weights fit the file itself.
  public static boolean fits(Graph graph) {
    return graph.initializers().stream()
            .mapToLong(weight -> new RawNumbers(weight, Weights.NONE).size())
            .sum()
        <= LARGEST_FILE;
  }

  /// Writes everything into one file; the stream stays open.
  public static void write(OnnxModel model, Weights weights, String version, OutputStream out)
      throws IOException {
    new OnnxWriter(weights, Optional.empty()).write(model, version, out);
  }

  /// Writes large weights into a second file, which is to lie beside the first under this name.
  public static void write(
      OnnxModel model,
      Weights weights,
      String version,
      OutputStream out,
      String dataName,
      OutputStream data)
      throws IOException {
    new OnnxWriter(weights, Optional.of(new ExternalData(dataName, data)))
        .write(model, version, out);
  }

  private void write(OnnxModel model, String version, OutputStream out) throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
    model(model, version).writeTo(checked);
    Checksum.note(Checksum.digits(checked.getChecksum().getValue())).writeTo(out);
  }

  private Message model(OnnxModel model, String version) throws IOException {
    Message message =
        model(graph(model.graph()), Map.of("", (long) model.opset()))
            .text(Field.Model.PRODUCER_VERSION, version);
    for (Map.Entry<String, String> note : model.metadata().entrySet()) {
      message.message(Field.Model.METADATA, entry(note.getKey(), note.getValue()));
    }
    if (external.isPresent()) {
      String checksum = external.get().checksum();
      message.message(Field.Model.METADATA, entry(ModelNotes.DATA_CHECKSUM, checksum));
    }
    return message;
  }

  /// A model around a graph.
  ///
  /// @param opsets version of each domain of operators
  static Message model(Message graph, Map<String, Long> opsets) {
    Message model =
        new Message()
            .integer(Field.Model.IR_VERSION, IR_VERSION)
            .text(Field.Model.PRODUCER_NAME, PRODUCER)
            .message(Field.Model.GRAPH, graph);
    opsets.forEach(
        (domain, version) ->
            model.message(
                Field.Model.OPSET_IMPORT,
                new Message()
                    .text(Field.Opset.DOMAIN, domain)
                    .integer(Field.Opset.VERSION, version)));
    return model;
  }

  private static Message entry(String key, String value) {
    return new Message().text(Field.Entry.KEY, key).text(Field.Entry.VALUE, value);
  }

  private Message graph(Graph graph) throws IOException {
    Message message = new Message();
    for (Node node : graph.nodes()) {
      message.message(Field.Graph.NODE, node(node));
    }
    message.text(Field.Graph.NAME, graph.name());
    for (Initializer weight : graph.initializers()) {
      message.message(Field.Graph.INITIALIZER, weight(weight));
    }
    for (Port input : graph.inputs()) {
      message.message(Field.Graph.INPUT, port(input));
    }
    for (Port output : graph.outputs()) {
      message.message(Field.Graph.OUTPUT, port(output));
    }
    return message;
  }

  Message node(Node node) throws IOException {
    Message message = new Message();
    for (Wire input : node.inputs()) {
      message.text(Field.Node.INPUT, input.name());
    }
    for (Wire output : node.outputs()) {
      message.text(Field.Node.OUTPUT, output.name());
    }
    message.text(Field.Node.NAME, node.name()).text(Field.Node.OPERATOR, node.operator());
    for (Map.Entry<String, Attribute> attribute : node.attributes().entrySet()) {
      message.message(Field.Node.ATTRIBUTE, attribute(attribute.getKey(), attribute.getValue()));
    }
    if (!node.domain().isEmpty()) {
      message.text(Field.Node.DOMAIN, node.domain());
    }
    return message;
  }

  private Message attribute(String name, Attribute attribute) throws IOException {
    Message message = new Message().text(Field.Attribute.NAME, name);
    switch (attribute) {
      case Attribute.Int(long value) -> message.integer(Field.Attribute.INT, value);
      case Attribute.Real(double value) -> message.real(Field.Attribute.REAL, (float) value);
      case Attribute.Text(String value) -> message.text(Field.Attribute.TEXT, value);
      case Attribute.Ints(var values) ->
          values.forEach(value -> message.integer(Field.Attribute.INTS, value));
      case Attribute.Texts(var values) ->
          values.forEach(value -> message.text(Field.Attribute.TEXTS, value));
      case Attribute.Body(Graph body) -> message.message(Field.Attribute.GRAPH, graph(body));
    }
    return message.integer(Field.Attribute.TYPE, typeNumber(attribute));
  }

  private static int typeNumber(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Real _ -> 1;
      case Attribute.Int _ -> 2;
      case Attribute.Text _ -> 3;
      case Attribute.Body _ -> 5;
      case Attribute.Ints _ -> 7;
      case Attribute.Texts _ -> 8;
    };
  }

  Message weight(Initializer weight) throws IOException {
    Shape shape = weight.shape();
    Message message = new Message();
    for (int axis = 0; axis < shape.rank(); axis++) {
      message.integer(Field.Tensor.DIMENSION, shape.size(axis));
    }
    message
        .integer(Field.Tensor.TYPE, weight.element().number())
        .text(Field.Tensor.NAME, weight.wire().name());
    RawNumbers numbers = new RawNumbers(weight, weights);
    if (external.isEmpty() || numbers.size() < LARGE_WEIGHT) {
      return message.bytes(Field.Tensor.RAW, numbers);
    }
    long begin = external.get().append(numbers);
    return message
        .message(Field.Tensor.EXTERNAL, entry("location", external.get().name()))
        .message(Field.Tensor.EXTERNAL, entry("offset", Long.toString(begin)))
        .message(Field.Tensor.EXTERNAL, entry("length", Long.toString(numbers.size())))
        .integer(Field.Tensor.LOCATION, Field.Tensor.LOCATION_EXTERNAL);
  }

  static Message port(Port port) {
    Message shape = new Message();
    for (Dim dim : port.shape().dims()) {
      Message dimension = new Message();
      switch (dim) {
        case Dim.Fixed(int size) -> dimension.integer(Field.Port.DIMENSION_SIZE, size);
        case Dim.Named _, Dim.Sum _ -> dimension.text(Field.Port.DIMENSION_NAME, dim.toString());
      }
      shape.message(Field.Port.SHAPE_DIMENSION, dimension);
    }
    Message tensor =
        new Message()
            .integer(Field.Port.TENSOR_ELEMENT, port.element().number())
            .message(Field.Port.TENSOR_SHAPE, shape);
    return new Message()
        .text(Field.Port.NAME, port.wire().name())
        .message(Field.Port.TYPE, new Message().message(Field.Port.TYPE_TENSOR, tensor));
  }
}
