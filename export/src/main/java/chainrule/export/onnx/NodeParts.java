package chainrule.export.onnx;

import chainrule.tokenize.io.Protobuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A node of an ONNX file taken apart so far that it can be joined differently: its attributes stay
/// the bytes that they are.
///
/// @param attributes bytes of the attribute messages by name
/// @param bytes of the whole node's message
record NodeParts(
    String operator,
    String name,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, ByteBuffer> attributes,
    ByteBuffer bytes) {

  /// @param source how messages call the file
  static NodeParts read(String source, ByteBuffer bytes) {
    String operator = "";
    String name = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, ByteBuffer> attributes = new LinkedHashMap<>();
    Protobuf message = Protobuf.of(source, bytes.duplicate());
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case Field.Node.OPERATOR -> operator = message.text();
        case Field.Node.NAME -> name = message.text();
        case Field.Node.DOMAIN -> domain = message.text();
        case Field.Node.INPUT -> inputs.add(message.text());
        case Field.Node.OUTPUT -> outputs.add(message.text());
        case Field.Node.ATTRIBUTE -> {
          ByteBuffer attribute = message.bytes();
          attributes.put(attributeName(source, attribute), attribute);
        }
        default -> message.skip();
      }
    }
    return new NodeParts(operator, name, domain, inputs, outputs, attributes, bytes);
  }

  /// A new node.
  static NodeParts of(
      String operator,
      String name,
      String domain,
      List<String> inputs,
      List<String> outputs,
      Map<String, Long> attributes) {
    Map<String, ByteBuffer> messages = new LinkedHashMap<>();
    attributes.forEach((attribute, value) -> messages.put(attribute, attribute(attribute, value)));
    return new NodeParts(
        operator,
        name,
        domain,
        inputs,
        outputs,
        messages,
        message(operator, name, domain, inputs, outputs, messages));
  }

  private static String attributeName(String source, ByteBuffer bytes) {
    Protobuf message = Protobuf.of(source, bytes.duplicate());
    String name = "";
    for (int field = message.next(); field != 0; field = message.next()) {
      if (field == Field.Attribute.NAME) {
        name = message.text();
      } else {
        message.skip();
      }
    }
    return name;
  }

  /// Whether it holds graphs of its own, which may read wires that are not among its inputs.
  boolean hasBody() {
    return operator.equals("If") || operator.equals("Loop") || operator.equals("Scan");
  }

  /// The same node reading other wires.
  NodeParts reading(UnaryOperator<String> wire) {
    List<String> changed = inputs.stream().map(wire).toList();
    return changed.equals(inputs)
        ? this
        : new NodeParts(
            operator,
            name,
            domain,
            changed,
            outputs,
            attributes,
            message(operator, name, domain, changed, outputs, attributes));
  }

  /// The same node with one more attribute, or another value for one.
  NodeParts with(String attribute, long value) {
    Map<String, ByteBuffer> changed = new LinkedHashMap<>(attributes);
    changed.put(attribute, attribute(attribute, value));
    return new NodeParts(
        operator,
        name,
        domain,
        inputs,
        outputs,
        changed,
        message(operator, name, domain, inputs, outputs, changed));
  }

  /// Another node in its place.
  ///
  /// @param kept the attributes that it takes over
  NodeParts as(
      String other, String itsDomain, List<String> in, List<String> out, Set<String> kept) {
    Map<String, ByteBuffer> some = new LinkedHashMap<>(attributes);
    some.keySet().retainAll(kept);
    return new NodeParts(
        other, name, itsDomain, in, out, some, message(other, name, itsDomain, in, out, some));
  }

  /// The value of an attribute that it must have.
  long integer(String attribute) {
    Protobuf message = Protobuf.of(name, attributes.get(attribute).duplicate());
    for (int field = message.next(); field != 0; field = message.next()) {
      if (field == Field.Attribute.INT) {
        return message.integer();
      }
      message.skip();
    }
    return 0; // which is not written
  }

  private static ByteBuffer attribute(String name, long value) {
    return new Message()
        .text(Field.Attribute.NAME, name)
        .integer(Field.Attribute.INT, value)
        .integer(Field.Attribute.TYPE, 2)
        .toBuffer();
  }

  private static ByteBuffer message(
      String operator,
      String name,
      String domain,
      List<String> inputs,
      List<String> outputs,
      Map<String, ByteBuffer> attributes) {
    Message message = new Message();
    inputs.forEach(input -> message.text(Field.Node.INPUT, input));
    outputs.forEach(output -> message.text(Field.Node.OUTPUT, output));
    message.text(Field.Node.NAME, name).text(Field.Node.OPERATOR, operator);
    attributes.values().forEach(attribute -> message.bytes(Field.Node.ATTRIBUTE, attribute));
    if (!domain.isEmpty()) {
      message.text(Field.Node.DOMAIN, domain);
    }
    return message.toBuffer();
  }
}
