package chainrule.tokenize.io;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// The kinds of compression that inputs are read through, recognised by the file's ending.
public enum Compression {
  NONE("", ""),
  GZIP(".gz", "\u001f\u008b"),
  ZSTANDARD(".zst", "(\u00b5/\u00fd"),
  BZIP2(".bz2", "BZh"),
  XZ(".xz", "\u00fd7zXZ");

  private final String ending;
  private final String begin; // a character each byte

  Compression(String ending, String begin) {
    this.ending = ending;
    this.begin = begin;
  }

  /// What data is packed with whose file's name does not say so.
  ///
  /// @param head the first bytes of what was read
  public static Optional<Compression> recognise(byte[] head) {
    String begin = new String(head, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values())
        .filter(kind -> kind != NONE && begin.startsWith(kind.begin))
        .findFirst();
  }

  /// What the data is.
  public String what() {
    return ending.substring(1) + " data";
  }

  /// What a user can do about a name that does not say so.
  public String advice() {
    return "name it with %s at the end, and it is read through its decompressor".formatted(ending);
  }

  /// The name that the data has when it is unpacked: without the ending of a compression.
  public static String unpacked(String name) {
    return name.substring(0, name.length() - of(name).ending.length());
  }

  static Compression of(Path path) {
    return of(path.toString());
  }

  private static Compression of(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    for (Compression kind : values()) {
      if (kind != NONE && name.endsWith(kind.ending)) {
        return kind;
      }
    }
    return NONE;
  }

  /// @param name of the file, for messages about damaged data
  InputStream decompress(String name, InputStream raw) throws IOException {
    if (this == NONE) {
      return raw;
    }
    try {
      InputStream in = new BufferedInputStream(raw, 1 << 16);
      return new Checked(
          name,
          switch (this) {
            case NONE -> throw new AssertionError();
            case GZIP -> new GZIPInputStream(in, 1 << 16);
            case ZSTANDARD -> new ZstdInputStream(in);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> new XZInputStream(in);
          });
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw damaged(name, e);
    }
  }

  private MalformedInput damaged(String name, Exception e) {
    String problem =
        e instanceof EOFException
            ? "the compressed data ends too early"
            : "is not whole " + what() + " (" + e.getMessage() + ")";
    return new MalformedInput(name, "", problem, "make or fetch the file again");
  }

  /// Turns what decompressors throw at damaged data into one clear message.
  private final class Checked extends FilterInputStream {
    private final String name;

    Checked(String name, InputStream in) {
      super(in);
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException | RuntimeException e) {
        throw damaged(name, e);
      }
    }
  }
}
