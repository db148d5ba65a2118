package chainrule.export.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// The file beside an ONNX file that holds its large weights, because protocol buffers end at 2 GB.
/// Each weight begins at a multiple of [#ALIGNMENT], so that runtimes can map it.
final class ExternalData {
  static final int ALIGNMENT = 4096;

  private final String name;
  private final CheckedOutputStream out;
  private long position;

  /// @param name of the file, as the ONNX file tells it; both lie in one folder
  ExternalData(String name, OutputStream out) {
    this.name = name;
    this.out = new CheckedOutputStream(out, new CRC32C());
  }

  String name() {
    return name;
  }

  /// Of all that was written so far.
  String checksum() {
    return Checksum.digits(out.getChecksum().getValue());
  }

  /// Writes a weight, and returns where it begins.
  long append(Message.Part numbers) throws IOException {
    int gap = (int) ((ALIGNMENT - position % ALIGNMENT) % ALIGNMENT);
    out.write(new byte[gap]);
    long begin = position + gap;
    numbers.writeTo(out);
    position = begin + numbers.size();
    return begin;
  }
}
