package chainrule.train.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.NormSpec;
import chainrule.train.optim.OptimizerSpec;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunPlanTest {
  private static final RunPlan SMALL = RunPlan.of(Preset.SMALL, 300);

  private static Map<String, Json> json(String text) throws IOException {
    return ((Json.Members) JsonReader.read("test", text)).members();
  }

  private static TransformerSpec model(RunPlan plan, String changes) throws IOException {
    return (TransformerSpec) plan.with("test", json(changes), Map.of()).modelSpec("test");
  }

  private static OptimizerSpec optimizer(String changes) throws IOException {
    return SMALL.with("test", Map.of(), json(changes)).trainingSpec("test").optimizer();
  }

  @Test
  void ofAPartOnlyWhatIsNamedChanges() throws IOException {
    NormSpec norm = model(SMALL, "{\"norm\": {\"kind\": \"layer\"}}").blocks().norm();
    assertEquals(new NormSpec(NormSpec.Kind.LAYER, false, false, 1e-5), norm);
    OptimizerSpec.Muon muon =
        (OptimizerSpec.Muon) optimizer("{\"optimizer\": {\"kind\": \"muon\", \"iterations\": 5}}");
    assertEquals(5, muon.iterations());
    assertEquals(30, muon.tableRate());
  }

  @Test
  void anotherOptimizerTakesNothingFromTheOneBefore() throws IOException {
    String sgd = "{\"kind\": \"sgd\", \"momentum\": 0.5, \"nesterov\": false, \"decay\": 0}";
    assertEquals(new OptimizerSpec.Sgd(0.5, false, 0), optimizer("{\"optimizer\": " + sgd + "}"));
    assertThrows(RuntimeException.class, () -> optimizer("{\"optimizer\": {\"kind\": \"sgd\"}}"));
  }

  @Test
  void whatIsInProportionToTheWidthStaysSo() throws IOException {
    TransformerSpec wide = model(SMALL, "{\"width\": 96}");
    assertEquals(384, wide.hidden().hidden());
    assertEquals(4, wide.attention().heads());
    TransformerSpec odd = model(SMALL, "{\"width\": 18}");
    assertEquals(3, odd.attention().heads(), "the most up to 4 that leave heads of even size");
    assertEquals(3, odd.attention().keyHeads());
    RunPlan recurrent = RunPlan.of(Preset.LSTM_CHAR, 300);
    RecurrentSpec narrow =
        (RecurrentSpec) recurrent.with("test", json("{\"width\": 40}"), Map.of()).modelSpec("test");
    assertEquals(40, narrow.hidden());
  }

  @Test
  void headsOfKeysStayGroupedWhenTheWidthChanges() throws IOException {
    RunPlan grouped = SMALL.with("file", json("{\"heads\": 4, \"key_heads\": 2}"), Map.of());
    assertEquals(2, model(grouped, "{\"width\": 96}").attention().keyHeads());
    TransformerSpec odd = model(grouped, "{\"width\": 18}");
    assertEquals(3, odd.attention().heads());
    assertEquals(1, odd.attention().keyHeads(), "the most up to 2 that divide 3 heads");
    assertEquals(8, model(grouped, "{\"heads\": 8}").attention().keyHeads(), "as many as heads");
    assertEquals(4, model(grouped, "{\"width\": 96, \"key_heads\": 4}").attention().keyHeads());
  }

  @Test
  void aSettingThatIsNotThereIsNamedWithThoseThatAre() {
    MalformedInput failure =
        assertThrows(MalformedInput.class, () -> model(SMALL, "{\"layer\": 2}"));
    assertEquals("test: the setting layer does not apply here", failure.getMessage());
    assertTrue(failure.hint().contains("layers"), failure.hint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "1.5", "4294967296", "\"x\"", "null"})
  void aWidthThatIsNoWholeNumberIsNamedWithItsSource(String width) {
    MalformedInput failure =
        assertThrows(MalformedInput.class, () -> model(SMALL, "{\"width\": " + width + "}"));
    assertTrue(failure.getMessage().startsWith("test: model.width: is "), failure.getMessage());
  }

  @Test
  void aNumberThatIsNotFiniteIsNamed() {
    MalformedInput failure =
        assertThrows(MalformedInput.class, () -> model(SMALL, "{\"dropout\": 1e400}"));
    assertEquals("test: dropout: 1e400 is too large", failure.getMessage());
  }
}
