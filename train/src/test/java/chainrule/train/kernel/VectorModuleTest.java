package chainrule.train.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class VectorModuleTest {
  @Test
  void vectorsWorkOnceTheModuleIsLoaded() {
    assertEquals(Optional.empty(), VectorModule.load());
    FloatVector two = FloatVector.broadcast(FloatVector.SPECIES_128, 2);
    assertEquals(4, two.add(two).lane(3));
  }
}
