package chainrule.export.onnx;

import chainrule.export.onnx.OnnxFile.OnnxNode;
import chainrule.export.onnx.OnnxFile.OnnxPort;
import chainrule.export.onnx.OnnxFile.OnnxWeight;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Protobuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads an ONNX file. It is mapped, so that a large one costs no more than what is looked at.
public final class OnnxReader {
  private final String source;

  private OnnxReader(String source) {
    this.source = source;
  }

  public static OnnxFile read(Input input) throws IOException {
    return read(input.name(), map(input));
  }

  static ByteBuffer map(Input input) throws IOException {
    try (FileChannel channel = input.channel()) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new MalformedInput(
            input.name(), "", "is larger than 2 GB, which an ONNX file cannot be", "");
      }
      return channel.map(MapMode.READ_ONLY, 0, channel.size());
    }
  }

  /// @param source how messages call it
  public static OnnxFile read(String source, ByteBuffer bytes) {
    return new OnnxReader(source).model(Protobuf.of(source, bytes));
  }

  private OnnxFile model(Protobuf message) {
    String producer = "";
    Map<String, Long> opsets = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    Parts parts = new Parts();
    boolean hasGraph = false;
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case Field.Model.PRODUCER_NAME -> producer = message.text();
        case Field.Model.OPSET_IMPORT -> opset(message.message(), opsets);
        case Field.Model.METADATA -> entry(message.message(), metadata);
        case Field.Model.GRAPH -> {
          hasGraph = true;
          graph(message.message(), parts);
        }
        default -> message.skip();
      }
    }
    if (!hasGraph || opsets.isEmpty()) {
      throw new MalformedInput(
          source, "", "is not an ONNX model", "export one with chainrule export");
    }
    return new OnnxFile(
        producer, opsets, metadata, parts.inputs, parts.outputs, parts.nodes, parts.weights);
  }

  private static final class Parts {
    final List<OnnxPort> inputs = new ArrayList<>();
    final List<OnnxPort> outputs = new ArrayList<>();
    final List<OnnxNode> nodes = new ArrayList<>();
    final List<OnnxWeight> weights = new ArrayList<>();
  }

  private void graph(Protobuf message, Parts parts) {
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case Field.Graph.NODE -> parts.nodes.add(node(message.bytes()));
        case Field.Graph.INITIALIZER -> parts.weights.add(weight(message.bytes()));
        case Field.Graph.INPUT -> parts.inputs.add(port(message.message()));
        case Field.Graph.OUTPUT -> parts.outputs.add(port(message.message()));
        default -> message.skip();
      }
    }
  }

  private OnnxNode node(ByteBuffer bytes) {
    Protobuf message = Protobuf.of(source, bytes);
    String operator = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case Field.Node.OPERATOR -> operator = message.text();
        case Field.Node.INPUT -> inputs.add(message.text());
        case Field.Node.OUTPUT -> outputs.add(message.text());
        default -> message.skip();
      }
    }
    return new OnnxNode(operator, inputs, outputs, bytes);
  }

  private OnnxWeight weight(ByteBuffer bytes) {
    Protobuf message = Protobuf.of(source, bytes);
    String name = "";
    int element = 0;
    List<Long> dimensions = new ArrayList<>();
    Map<String, String> external = new LinkedHashMap<>();
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case Field.Tensor.NAME -> name = message.text();
        case Field.Tensor.TYPE -> element = (int) message.integer();
        case Field.Tensor.DIMENSION -> {
          if (message.isPacked()) {
            Protobuf packed = message.message();
            while (packed.hasRemaining()) {
              dimensions.add(packed.packedInteger());
            }
          } else {
            dimensions.add(message.integer());
          }
        }
        case Field.Tensor.EXTERNAL -> entry(message.message(), external);
        default -> message.skip();
      }
    }
    return new OnnxWeight(name, element, dimensions, bytes, external.getOrDefault("location", ""));
  }

  private static OnnxPort port(Protobuf message) {
    String name = "";
    int element = 0;
    List<String> dimensions = new ArrayList<>();
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case Field.Port.NAME -> name = message.text();
        case Field.Port.TYPE -> {
          Protobuf type = message.message();
          for (int kind = type.next(); kind != 0; kind = type.next()) {
            if (kind == Field.Port.TYPE_TENSOR) {
              element = tensorType(type.message(), dimensions);
            } else {
              type.skip();
            }
          }
        }
        default -> message.skip();
      }
    }
    return new OnnxPort(name, element, dimensions);
  }

  private static int tensorType(Protobuf message, List<String> dimensions) {
    int element = 0;
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case Field.Port.TENSOR_ELEMENT -> element = (int) message.integer();
        case Field.Port.TENSOR_SHAPE -> {
          Protobuf shape = message.message();
          for (int part = shape.next(); part != 0; part = shape.next()) {
            if (part == Field.Port.SHAPE_DIMENSION) {
              dimensions.add(dimension(shape.message()));
            } else {
              shape.skip();
            }
          }
        }
        default -> message.skip();
      }
    }
    return element;
  }

  private static String dimension(Protobuf message) {
    String dimension = "?";
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case Field.Port.DIMENSION_SIZE -> dimension = Long.toString(message.integer());
        case Field.Port.DIMENSION_NAME -> dimension = message.text();
        default -> message.skip();
      }
    }
    return dimension;
  }

  private static void opset(Protobuf message, Map<String, Long> opsets) {
    String domain = "";
    long version = 0;
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case Field.Opset.DOMAIN -> domain = message.text();
        case Field.Opset.VERSION -> version = message.integer();
        default -> message.skip();
      }
    }
    opsets.put(domain, version);
  }

  private static void entry(Protobuf message, Map<String, String> entries) {
    String key = "";
    String value = "";
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case Field.Entry.KEY -> key = message.text();
        case Field.Entry.VALUE -> value = message.text();
        default -> message.skip();
      }
    }
    entries.put(key, value);
  }
}
