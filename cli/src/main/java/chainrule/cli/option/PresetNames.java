package chainrule.cli.option;

import chainrule.train.loop.Preset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// What can be written after `--preset`.
final class PresetNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    List<String> names = new ArrayList<>(List.of("help"));
    for (Preset preset : Preset.values()) {
      names.add(preset.word());
    }
    return names.iterator();
  }
}
