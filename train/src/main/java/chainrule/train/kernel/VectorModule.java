package chainrule.train.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/// Brings the incubating module `jdk.incubator.vector` into the running virtual machine, so that
/// only what computes with it pays for it.
///
/// `--add-modules`, the documented way, prints a warning at every start and gives up the module
/// graph in the AOT cache, which triples a short command's time. The JDK loads the modules of its
/// own agents late, by `jdk.internal.module.Modules`; the manifest of our jar (`Add-Exports`) lets
/// us do the same. The compiler's intrinsics work either way.
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /// Must have returned before any class that uses the vector API is linked: choose the kernels
  /// after it, and name them by an interface. Cheap when called again; for use by several threads.
  ///
  /// @return why the module is not to be had; empty where it is there
  public static Optional<String> load() {
    if (ModuleLayer.boot().findModule(NAME).isPresent()) {
      return Optional.empty(); // somebody passed --add-modules
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of("this Java has no module " + NAME + ": " + e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      return Optional.of(
          "module " + NAME + " is not loaded; start Java with --add-modules=" + NAME);
    }
  }
}
