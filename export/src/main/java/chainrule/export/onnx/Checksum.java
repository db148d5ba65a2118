package chainrule.export.onnx;

import chainrule.export.onnx.OnnxFile.OnnxWeight;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.UnreadableInput;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Finds each flipped bit of a file that [OnnxWriter] wrote. The file's last note tells the CRC-32C
/// of all bytes before it; an ordinary note, that of the file with the weights beside it.
///
/// In the last note the value stands before the key, as no other program writes it: a file that
/// another program has written again, with all of our notes, is told by that and not held to it.
final class Checksum {
  private static final String CHANGED = "was changed since it was exported: its checksum is wrong";
  private static final String HINT = "copy it once more, or export the model again";
  private static final int CHUNK = 1 << 24; // of bytes that Java must come back from at times

  private Checksum() {}

  static String digits(long crc) {
    return HexFormat.of().toHexDigits((int) crc);
  }

  /// The end of a file.
  ///
  /// @param digits of all bytes before it
  static Message note(String digits) {
    return new Message()
        .message(
            Field.Model.METADATA,
            new Message()
                .text(Field.Entry.VALUE, digits)
                .text(Field.Entry.KEY, ModelNotes.CHECKSUM));
  }

  /// Refuses a file that is not as it was written.
  ///
  /// @return whether it has a checksum
  static boolean check(String source, ByteBuffer file) {
    String form = latin(note(digits(0)).toBuffer());
    int begin = file.limit() - form.length();
    if (begin < 0) {
      return false;
    }
    String note = latin(file.slice(begin, form.length()));
    int value = form.indexOf(digits(0));
    int key = value + digits(0).length();
    if (!note.startsWith(form.substring(0, value)) || !note.endsWith(form.substring(key))) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(file.slice(0, begin));
    if (!note.substring(value, key).equals(digits(crc.getValue()))) {
      throw new MalformedInput(source, "", CHANGED, HINT);
    }
    return true;
  }

  private static String latin(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }

  /// Refuses a file of weights that is not as it was written, or that is not there.
  ///
  /// @param source how messages call the file that names the other
  /// @param path where that lies
  static void checkData(String source, Path path, OnnxFile file) throws IOException {
    Optional<String> location =
        file.weights().stream()
            .map(OnnxWeight::location)
            .filter(name -> !name.isEmpty())
            .findFirst();
    if (location.isEmpty()) {
      return;
    }
    Path data = path.resolveSibling(location.get());
    if (!Files.exists(data)) {
      throw new UnreadableInput(
          source + ": its weights are in " + location.get() + ", which is not beside it",
          "put both into one folder");
    }
    if (!digits(crc(data)).equals(file.metadata().get(ModelNotes.DATA_CHECKSUM))) {
      throw new MalformedInput(data.toString(), "", CHANGED, HINT);
    }
  }

  private static long crc(Path path) throws IOException {
    CRC32C crc = new CRC32C();
    try (FileChannel channel = Input.file(path).channel();
        Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
        long length = Math.min(CHUNK, bytes.byteSize() - at);
        crc.update(bytes.asSlice(at, length).asByteBuffer());
      }
    }
    return crc.getValue();
  }
}
