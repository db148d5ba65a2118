package chainrule.train.ngram;

import java.io.IOException;

/// Writes a whole model in one format.
public interface ModelWriter {
  void write(ModelSource model) throws IOException;
}
