package chainrule.train;

import chainrule.train.kernel.VectorModule;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/// Loads the vector module before the first test class is touched, so that tests may name the fast
/// kernels themselves. JUnit finds it through `META-INF/services`.
public final class VectorModuleInTests implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    VectorModule.load()
        .ifPresent(
            problem -> {
              throw new IllegalStateException(problem);
            });
  }
}
