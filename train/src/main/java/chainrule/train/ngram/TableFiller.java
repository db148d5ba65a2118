package chainrule.train.ngram;

import chainrule.tokenize.io.Parallel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Packs all regions of a table, on all threads, and writes them in order into a part of the model.
final class TableFiller {
  private static final int REGIONS_AT_ONCE = 16;

  private final TableShape shape;
  private final BackoffCodes codes;
  private final Storage.Part part;
  private long written;

  private TableFiller(TableShape shape, BackoffCodes codes, Storage.Part part) {
    this.shape = shape;
    this.codes = codes;
    this.part = part;
  }

  /// A region cannot hold its n-grams.
  private static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super(null, null, false, false);
    }
  }

  /// @return null where a region is too full
  /// @throws RegionFiller.Duplicate where two have the same words
  static Storage.Part fill(
      TableShape shape, BackoffCodes codes, Records records, Storage storage, Parallel parallel) {
    TableFiller filler = new TableFiller(shape, codes, storage.part(shape.size()));
    try {
      parallel.ordered(inGroups(new RegionRecords(records, shape)), filler::pack, filler::write);
      return filler.part;
    } catch (Full _) {
      storage.discard(filler.part);
      return null;
    }
  }

  private static Iterator<List<long[]>> inGroups(RegionRecords regions) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return regions.hasNext();
      }

      @Override
      public List<long[]> next() {
        List<long[]> group = new ArrayList<>(REGIONS_AT_ONCE);
        do {
          group.add(regions.next());
        } while (group.size() < REGIONS_AT_ONCE && regions.hasNext());
        return group;
      }
    };
  }

  private byte[] pack(List<long[]> regions) {
    RegionFiller filler = new RegionFiller(shape, codes);
    byte[] all = new byte[regions.size() * TableShape.REGION];
    for (int i = 0; i < regions.size(); i++) {
      byte[] region = filler.fill(regions.get(i));
      if (region.length == 0) {
        throw new Full();
      }
      System.arraycopy(region, 0, all, i * TableShape.REGION, TableShape.REGION);
    }
    return all;
  }

  private void write(byte[] regions) {
    part.write(written, regions);
    written += regions.length;
  }
}
