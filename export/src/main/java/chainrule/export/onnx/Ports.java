package chainrule.export.onnx;

import chainrule.train.graph.Element;

/// Inputs and outputs of any shape.
final class Ports {
  private Ports() {}

  static Message of(String name, Element element) {
    return of(name, element.number());
  }

  /// @param element ONNX's number
  static Message of(String name, int element) {
    return new Message()
        .text(Field.Port.NAME, name)
        .message(
            Field.Port.TYPE,
            new Message()
                .message(
                    Field.Port.TYPE_TENSOR,
                    new Message().integer(Field.Port.TENSOR_ELEMENT, element)));
  }
}
