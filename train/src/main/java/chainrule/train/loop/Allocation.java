package chainrule.train.loop;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How much memory this program has asked the virtual machine for, garbage included.
final class Allocation {
  private Allocation() {}

  /// By all threads since the start; 0 where the virtual machine does not count it.
  static long bytes() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
            && threads.isThreadAllocatedMemorySupported()
        ? Math.max(0, threads.getTotalThreadAllocatedBytes())
        : 0;
  }
}
