package chainrule.tokenize.text;

import java.util.Arrays;

/// Says which neighbouring characters belong to one grapheme cluster (Unicode Standard Annex 29): a
/// letter and its marks, a syllable of Hangul letters, a carriage return and its line feed. Flags,
/// emoji sequences and Indic conjuncts are not joined; those who ask look at short clusters only.
final class GraphemeClusters {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int[] PREPENDED = {
    0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x0D4E,
    0x110BD, 0x110CD, 0x111C2, 0x111C3, 0x1193F, 0x11941, 0x11A3A, 0x11A84, 0x11A85, 0x11A86,
    0x11A87, 0x11A88, 0x11A89, 0x11D46, 0x11F02
  };
  private static final int[] SPACING_MARKS_APART = { // which end no cluster, against their category
    0x102B, 0x102C, 0x1038, 0x1062, 0x1063, 0x1064, 0x1067, 0x1068, 0x1069, 0x106A, 0x106B, 0x106C,
    0x106D, 0x1083, 0x1087, 0x1088, 0x1089, 0x108A, 0x108B, 0x108C, 0x108F, 0x109A, 0x109B, 0x109C,
    0x1A61, 0x1A63, 0x1A64, 0xAA7B, 0xAA7D, 0x11720, 0x11721
  };

  private GraphemeClusters() {}

  static boolean joined(int first, int second) {
    if (second < 0x80 && first < 0x80) {
      return first == '\r' && second == '\n';
    }
    if (isControl(first) || isControl(second)) {
      return false;
    }
    return extendsCluster(second) || isPrepended(first) || joinedHangul(first, second);
  }

  private static boolean isControl(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT ->
          codePoint != ZERO_WIDTH_NON_JOINER
              && codePoint != ZERO_WIDTH_JOINER
              && !isTag(codePoint)
              && !isPrepended(codePoint);
      default -> codePoint >= Utf8.INVALID;
    };
  }

  private static boolean extendsCluster(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      case Character.COMBINING_SPACING_MARK ->
          Arrays.binarySearch(SPACING_MARKS_APART, codePoint) < 0;
      case Character.FORMAT ->
          codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER || isTag(codePoint);
      case Character.MODIFIER_SYMBOL -> codePoint >= 0x1F3FB && codePoint <= 0x1F3FF;
      case Character.MODIFIER_LETTER -> codePoint == 0xFF9E || codePoint == 0xFF9F;
      default -> codePoint == 0x0E33 || codePoint == 0x0EB3;
    };
  }

  private static boolean isTag(int codePoint) {
    return codePoint >= 0xE0020 && codePoint <= 0xE007F;
  }

  private static boolean isPrepended(int codePoint) {
    return codePoint >= 0x600 && Arrays.binarySearch(PREPENDED, codePoint) >= 0;
  }

  private static boolean joinedHangul(int first, int second) {
    if (first < 0x1100 || second < 0x1100) {
      return false;
    }
    if (isLeading(first)) {
      return isLeading(second) || isVowel(second) || isSyllable(second);
    }
    if (isVowel(first) || (isSyllable(first) && (first - 0xAC00) % 28 == 0)) {
      return isVowel(second) || isTrailing(second);
    }
    return (isTrailing(first) || isSyllable(first)) && isTrailing(second);
  }

  private static boolean isLeading(int c) {
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0xA960 && c <= 0xA97C);
  }

  private static boolean isVowel(int c) {
    return (c >= 0x1160 && c <= 0x11A7) || (c >= 0xD7B0 && c <= 0xD7C6);
  }

  private static boolean isTrailing(int c) {
    return (c >= 0x11A8 && c <= 0x11FF) || (c >= 0xD7CB && c <= 0xD7FB);
  }

  private static boolean isSyllable(int c) {
    return c >= 0xAC00 && c <= 0xD7A3;
  }
}
