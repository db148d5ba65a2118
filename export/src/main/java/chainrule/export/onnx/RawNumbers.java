package chainrule.export.onnx;

import chainrule.train.graph.Element;
import chainrule.train.graph.Initializer;
import chainrule.train.graph.Numbers;
import chainrule.train.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The numbers of a tensor as ONNX keeps them: little-endian, row by row. Token ids and shapes,
/// which are 32-bit numbers in memory, become 64-bit ones.
record RawNumbers(Initializer weight, Weights weights) implements Message.Part {
  private static final int CHUNK = 1 << 14; // numbers at a time

  @Override
  public long size() {
    return (long) weight.shape().elements() * width();
  }

  private int width() {
    return switch (weight.element()) {
      case FLOAT, INT32 -> 4;
      case DOUBLE, INT64 -> 8;
      case FLOAT16 -> 2;
      case BOOL -> 1;
    };
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    switch (weight.numbers()) {
      case Numbers.Here(Tensor tensor) -> write(tensor, out);
      case Numbers.Elsewhere(String parameter) -> writeParameter(parameter, out);
    }
  }

  private void writeParameter(String parameter, OutputStream out) throws IOException {
    if (weight.element() == Element.FLOAT16) {
      Halves halves = new Halves(out);
      weights.write(parameter, halves);
      halves.drain();
    } else {
      weights.write(parameter, out);
    }
  }

  private void write(Tensor tensor, OutputStream out) throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.min(CHUNK, tensor.size()) * width())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < tensor.size(); from += CHUNK) {
      int to = Math.min(tensor.size(), from + CHUNK);
      buffer.clear();
      for (int i = from; i < to; i++) {
        switch (weight.element()) {
          case FLOAT -> buffer.putFloat((float) tensor.get(i));
          case FLOAT16 -> buffer.putShort(Float.floatToFloat16((float) tensor.get(i)));
          case DOUBLE -> buffer.putDouble(tensor.get(i));
          case INT32 -> buffer.putInt(tensor.id(i));
          case INT64 -> buffer.putLong(tensor.id(i));
          case BOOL -> buffer.put((byte) tensor.id(i));
        }
      }
      out.write(buffer.array(), 0, buffer.position());
    }
  }
}
