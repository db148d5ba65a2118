package chainrule.train.checkpoint;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/// The seal of a saved state: a note with the CRC-32C of all else that its header says, as JSON on
/// one line. As the checksum of the numbers is among that, nothing in a sealed file can change, or
/// be left out, without being found. Models have no seal: others may add notes to them.
final class Seal {
  static final String NOTE = "header_crc32c";
  private static final String NOTES = "__metadata__";

  private Seal() {}

  /// The same header with a seal among its notes.
  static Json.Members put(Json.Members header) {
    return header.with(NOTES, notes(header).with(NOTE, Json.of(checksum(header))));
  }

  /// Whether the header has a seal that agrees with it.
  static boolean holds(Json.Members header) {
    Map<String, Json> others = new LinkedHashMap<>(notes(header).members());
    Json seal = others.remove(NOTE);
    return Json.of(checksum(header.with(NOTES, new Json.Members(others)))).equals(seal);
  }

  private static Json.Members notes(Json.Members header) {
    return header.members().get(NOTES) instanceof Json.Members notes ? notes : Json.object();
  }

  private static String checksum(Json.Members header) {
    CRC32C checksum = new CRC32C();
    checksum.update(JsonWriter.line(header).getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(checksum.getValue());
  }
}
