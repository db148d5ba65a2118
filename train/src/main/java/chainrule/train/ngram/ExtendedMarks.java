package chainrule.train.ngram;

/// Notes in a finished table which of its n-grams longer ones end in, as is known only once the
/// next order has been read.
final class ExtendedMarks {
  private ExtendedMarks() {}

  static void write(TableShape shape, Storage.Part part, SlotSet extended) {
    int slots = shape.slotsPerLine();
    int slotBits = shape.slotBits();
    int markBit = slots * Byte.SIZE + shape.tagBits() + TableShape.PROBABILITY_BITS;
    for (long region = 0; region < shape.regions(); region++) {
      byte[] bytes = part.read(region * TableShape.REGION, TableShape.REGION);
      for (int line = 0; line < TableShape.LINES_OF_REGION; line++) {
        long first = (region * TableShape.LINES_OF_REGION + line) * slots;
        for (int slot = 0; slot < slots; slot++) {
          if (extended.contains(first + slot)) {
            int bit = slot * slotBits + markBit;
            bytes[line * TableShape.LINE + (bit >>> 3)] |= (byte) (1 << (bit & 7));
          }
        }
      }
      part.write(region * TableShape.REGION, bytes);
    }
  }
}
