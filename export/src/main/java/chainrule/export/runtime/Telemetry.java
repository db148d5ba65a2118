package chainrule.export.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Keeps ONNX Runtime from calling home. Since 1.29 it opens a data base in the user's cache and
/// connects to its maker as soon as an environment is made, so that `setTelemetry(false)`, which
/// needs one, is too late (and where the command line is long, its start kills the process). Only
/// an environment variable of the process stops it before.
final class Telemetry {
  static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  private Telemetry() {}

  /// Must have returned before the native library is used. Java itself cannot set a variable of its
  /// own process, so the C library does.
  @SuppressWarnings("restricted") // one call of the C library, with two strings that outlive it
  static void forbid() {
    if ("1".equals(System.getenv(VARIABLE))) {
      return; // the launcher has done it
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    MethodHandle setenv = linker.downcallHandle(linker.defaultLookup().findOrThrow("setenv"), type);
    int failed;
    try (Arena arena = Arena.ofConfined()) {
      failed = (int) setenv.invokeExact(arena.allocateFrom(VARIABLE), arena.allocateFrom("1"), 1);
    } catch (Throwable e) {
      throw new IllegalStateException("setenv cannot be called", e);
    }
    if (failed != 0) {
      throw new IllegalStateException("setenv refuses " + VARIABLE);
    }
  }
}
