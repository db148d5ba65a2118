package chainrule.export.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import chainrule.tokenize.io.NotOnThisMachine;
import java.util.List;
import java.util.Optional;

/// Which ONNX Runtime stands on the class path and what it can compute with here.
///
/// @param providers as ONNX Runtime calls them, without the ending: `CPU`, `CUDA`
/// @param noCuda why CUDA cannot be used; empty where it can
public record OnnxRuntime(String version, List<String> providers, Optional<String> noCuda) {
  public OnnxRuntime {
    providers = List.copyOf(providers);
  }

  /// ONNX Runtime's environment, of which a process has one. Nobody else may make it: it must not
  /// call home.
  static OrtEnvironment environment() throws OrtException {
    Telemetry.forbid();
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    environment.setTelemetry(false);
    return environment;
  }

  /// Loads the native library, which takes some tenths of a second.
  public static OnnxRuntime probe() {
    try {
      OrtEnvironment environment = environment();
      List<String> providers =
          OrtEnvironment.getAvailableProviders().stream().map(OnnxRuntime::plainName).toList();
      return new OnnxRuntime(environment.getVersion(), providers, tryCuda());
    } catch (OrtException | LinkageError e) {
      throw new NotOnThisMachine(
          "ONNX Runtime cannot be loaded: " + firstLine(e), "install Chainrule again", e);
    }
  }

  private static String plainName(OrtProvider provider) {
    return provider.getName().replaceFirst("ExecutionProvider$", "");
  }

  private static Optional<String> tryCuda() {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return Optional.of("this Chainrule is built for the CPU");
    }
    try (SessionOptions options = new SessionOptions()) {
      options.addCUDA(0);
      return Optional.empty();
    } catch (OrtException | LinkageError e) {
      return Optional.of(firstLine(e));
    }
  }

  /// What went wrong, as ONNX Runtime says it, without its codes.
  static String firstLine(Throwable e) {
    String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
    return line.replaceFirst("^Error code - \\w+ - message: (\\w+: )?", "").strip();
  }
}
