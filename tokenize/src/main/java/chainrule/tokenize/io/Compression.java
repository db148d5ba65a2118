package chainrule.tokenize.io;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// The kinds of compression that inputs are read through, recognised by the file's ending.
enum Compression {
  NONE(""),
  GZIP(".gz"),
  ZSTANDARD(".zst"),
  BZIP2(".bz2"),
  XZ(".xz");

  private final String ending;

  Compression(String ending) {
    this.ending = ending;
  }

  static Compression of(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
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
            : "is not whole " + ending.substring(1) + " data (" + e.getMessage() + ")";
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
