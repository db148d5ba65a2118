package chainrule.export.onnx;

/// Field numbers of ONNX's messages, from the description of its intermediate representation.
final class Field {
  private Field() {}

  /// A whole file.
  static final class Model {
    static final int IR_VERSION = 1;
    static final int PRODUCER_NAME = 2;
    static final int PRODUCER_VERSION = 3;
    static final int GRAPH = 7;
    static final int OPSET_IMPORT = 8;
    static final int METADATA = 14;

    private Model() {}
  }

  /// A domain of operators and the version of it that is used.
  static final class Opset {
    static final int DOMAIN = 1;
    static final int VERSION = 2;

    private Opset() {}
  }

  /// A pair of strings.
  static final class Entry {
    static final int KEY = 1;
    static final int VALUE = 2;

    private Entry() {}
  }

  static final class Graph {
    static final int NODE = 1;
    static final int NAME = 2;
    static final int INITIALIZER = 5;
    static final int INPUT = 11;
    static final int OUTPUT = 12;

    private Graph() {}
  }

  static final class Node {
    static final int INPUT = 1;
    static final int OUTPUT = 2;
    static final int NAME = 3;
    static final int OPERATOR = 4;
    static final int ATTRIBUTE = 5;
    static final int DOMAIN = 7;

    private Node() {}
  }

  static final class Attribute {
    static final int NAME = 1;
    static final int REAL = 2;
    static final int INT = 3;
    static final int TEXT = 4;
    static final int TENSOR = 5;
    static final int GRAPH = 6;
    static final int REALS = 7;
    static final int INTS = 8;
    static final int TEXTS = 9;
    static final int TYPE = 20;
    static final int TYPE_GRAPH = 5;

    private Attribute() {}
  }

  static final class Tensor {
    static final int DIMENSION = 1;
    static final int TYPE = 2;
    static final int FLOATS = 4;
    static final int INTS = 5;
    static final int LONGS = 7;
    static final int NAME = 8;
    static final int RAW = 9;
    static final int DOUBLES = 10;
    static final int EXTERNAL = 13;
    static final int LOCATION = 14;
    static final int LOCATION_EXTERNAL = 1;

    private Tensor() {}
  }

  /// An input or output of a graph, and the messages inside it.
  static final class Port {
    static final int NAME = 1;
    static final int TYPE = 2;
    static final int TYPE_TENSOR = 1;
    static final int TENSOR_ELEMENT = 1;
    static final int TENSOR_SHAPE = 2;
    static final int SHAPE_DIMENSION = 1;
    static final int DIMENSION_SIZE = 1;
    static final int DIMENSION_NAME = 2;

    private Port() {}
  }
}
