package chainrule.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptsTest {
  @Test
  void actionsRunInReverseAndOneThatFailsDoesNotKeepTheOthers() {
    List<String> done = new ArrayList<>();
    Interrupts interrupts = new Interrupts();
    interrupts.register(() -> done.add("first"));
    interrupts.register(
        () -> {
          throw new IllegalStateException("gone already");
        });
    interrupts.register(() -> done.add("taken back")).close();
    interrupts.register(() -> done.add("last"));
    interrupts.runAll();
    assertEquals(List.of("last", "first"), done);
    assertTrue(interrupts.begun());
  }
}
