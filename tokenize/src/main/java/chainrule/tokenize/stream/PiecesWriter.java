package chainrule.tokenize.stream;

import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.OutputStream;

/// Writes the text of each token, separated by spaces, a document a line; [Pieces] tells how.
public final class PiecesWriter implements TokenWriter {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final byte[][] pieces; // by id, as they are written; null where not yet met
  private final Tokenizer tokenizer;
  private byte[] buffer = new byte[BUFFER];
  private int used;
  private boolean lineBegun;

  public PiecesWriter(OutputStream out, Tokenizer tokenizer) {
    this.out = out;
    this.tokenizer = tokenizer;
    this.pieces = new byte[tokenizer.size()][];
  }

  @Override
  public void write(int[] tokens, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      byte[] piece = piece(tokens[i]);
      if (used + piece.length + 2 > buffer.length) {
        drain();
        if (piece.length + 2 > buffer.length) {
          buffer = new byte[piece.length + BUFFER];
        }
      }
      if (lineBegun) {
        buffer[used++] = ' ';
      }
      lineBegun = true;
      System.arraycopy(piece, 0, buffer, used, piece.length);
      used += piece.length;
    }
  }

  private byte[] piece(int token) {
    if (pieces[token] == null) {
      pieces[token] = Pieces.write(tokenizer.token(token));
    }
    return pieces[token];
  }

  @Override
  public void endDocument() throws IOException {
    if (used == buffer.length) {
      drain();
    }
    buffer[used++] = '\n';
    lineBegun = false;
  }

  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    flush();
  }

  private void drain() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }
}
