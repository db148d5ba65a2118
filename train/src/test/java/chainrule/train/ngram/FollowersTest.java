package chainrule.train.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FollowersTest {
  @Test
  void areTheWordsWhoseBigramsAreFound() throws IOException {
    try (NgramModel model = Fixture.load(Fixture.mill())) {
      int size = model.words().size();
      Followers followers = model.followers();
      int all = 0;
      for (int word = 0; word < size; word++) {
        List<Integer> expected = new ArrayList<>();
        for (int next = 0; next < size; next++) {
          if (model.tables().getFirst().find(next, word) != NgramTable.ABSENT) {
            expected.add(next);
          }
        }
        int before = word;
        List<Integer> listed =
            IntStream.range(0, followers.count(word))
                .map(i -> followers.get(before, i))
                .sorted()
                .boxed()
                .toList();
        assertEquals(expected, listed, model.words().word(word));
        all += listed.size();
      }
      assertEquals(model.count(2), all);
    }
  }

  @Test
  void noneWhereThereAreNoBigrams() {
    assertEquals(0, Followers.of(List.of(), 3).count(2));
  }
}
