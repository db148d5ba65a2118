package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.Parallel;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What estimation may use.
///
/// @param memory bytes for the text's data, besides what the program itself needs
/// @param temporary an existing folder for what does not fit
/// @param warn told what the user should know although the work goes on
public record Resources(Parallel parallel, long memory, Path temporary, Consumer<String> warn) {}
