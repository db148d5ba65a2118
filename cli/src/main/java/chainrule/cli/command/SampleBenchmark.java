package chainrule.cli.command;

import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.onnx.OnnxFile.OnnxNode;
import chainrule.export.runtime.Decoder;
import chainrule.export.runtime.Generator;
import chainrule.export.runtime.Sequence;
import chainrule.tokenize.io.SteadyTimes;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Times rounds of sequences of one length. Tokens after the first are counted: the first one is
/// told apart, because it waits for the prompt to be read.
final class SampleBenchmark {
  /// Tokens of the prompt.
  static final int PROMPT = 4;

  private final LanguageModelFile file;
  private final Decoder decoder;
  private final int batch;
  private final int tokens;

  /// @param weightBytes that are read for a turn: all but tables of which a row is looked up
  /// @param outsideMicroseconds of a token
  /// @param allocatedBytes for a token
  record Result(
      double tokensPerSecond,
      double firstSeconds,
      long weightBytes,
      double bytesPerSecond,
      double outsideMicroseconds,
      double allocatedBytes) {}

  private record Round(
      double seconds, double firstSeconds, double outsideSeconds, long allocated) {}

  SampleBenchmark(LanguageModelFile file, Decoder decoder, int batch, int tokens) {
    this.file = file;
    this.decoder = decoder;
    this.batch = batch;
    this.tokens = tokens;
  }

  Result run(double warmUpSeconds, int rounds) {
    SteadyTimes.warmUp(() -> round().seconds(), warmUpSeconds);
    List<Round> timed = IntStream.range(0, rounds).mapToObj(_ -> round()).toList();
    double later = (double) batch * (tokens - 1);
    double seconds =
        SteadyTimes.median(timed.stream().mapToDouble(Round::seconds).sorted().toArray());
    double turns = (tokens - 1) / seconds;
    return new Result(
        later / seconds,
        SteadyTimes.median(timed.stream().mapToDouble(Round::firstSeconds).sorted().toArray()),
        weightBytes(),
        weightBytes() * turns,
        SteadyTimes.median(timed.stream().mapToDouble(Round::outsideSeconds).sorted().toArray())
            * 1e6
            / later,
        SteadyTimes.median(timed.stream().mapToDouble(Round::allocated).sorted().toArray())
            / later);
  }

  private Round round() {
    int[] prompt = new int[PROMPT];
    Arrays.setAll(prompt, i -> i % file.vocabulary());
    long[] first = new long[1];
    List<Sequence> sequences =
        IntStream.range(0, batch)
            .mapToObj(
                number ->
                    new Sequence(
                        prompt,
                        tokens,
                        -1,
                        1,
                        number,
                        _ -> {
                          first[0] = first[0] == 0 ? System.nanoTime() : first[0];
                          return true;
                        }))
            .toList();
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Generator generator =
        new Generator(decoder, Integer.MAX_VALUE, Generator.Overflow.SLIDE, Generator.Pace.STREAM);
    long allocated = thread.getCurrentThreadAllocatedBytes();
    long inside = decoder.inside();
    long start = System.nanoTime();
    generator.run(sequences);
    long end = System.nanoTime();
    return new Round(
        (end - first[0]) / 1e9,
        (first[0] - start) / 1e9,
        (end - start - (decoder.inside() - inside)) / 1e9,
        thread.getCurrentThreadAllocatedBytes() - allocated);
  }

  private long weightBytes() {
    Set<String> read = new HashSet<>();
    Set<String> widened = new HashSet<>();
    for (OnnxNode node : file.file().nodes()) {
      if (node.operator().equals("Cast")) {
        widened.addAll(node.inputs());
      }
      if (!node.operator().equals("Gather")) {
        read.addAll(node.inputs());
      }
    }
    return file.file().weights().stream()
        .filter(weight -> read.contains(weight.name()))
        .mapToLong(
            weight ->
                widened.contains(weight.name()) ? 4 * weight.elements() : weight.bytesOfNumbers())
        .sum();
  }
}
