package chainrule.train.score;

/// Rows of tokens, equally long, for a [TokenModel]. Shorter ones are filled up at their ends,
/// where they have no targets.
///
/// @param rows how many there are
/// @param time how long they are
/// @param ids `[rows, time]`
/// @param targets `[rows, time]`: for each id the one that follows; negative where nothing is asked
/// @param goOn whether each row goes on where that of the call before ended; only for models that
///   carry what they have read
@SuppressWarnings("ArrayRecordComponent") // large, and used once
public record TokenRows(int rows, int time, int[] ids, int[] targets, boolean goOn) {
  public static final int NO_TARGET = -1;

  public TokenRows {
    if (ids.length != rows * time || targets.length != rows * time) {
      throw new IllegalArgumentException(
          ids.length + " ids and " + targets.length + " targets for " + rows + " × " + time);
    }
  }
}
