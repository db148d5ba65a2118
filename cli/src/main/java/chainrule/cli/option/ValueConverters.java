package chainrule.cli.option;

import chainrule.cli.reference.Value;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/// Turns words of the command line into values, with messages that say what would do. Constants of
/// enumerations are written as words: `witten-bell`.
public final class ValueConverters {
  private ValueConverters() {}

  /// Gives a command line with all its commands our converters.
  public static void register(CommandLine line) {
    ITypeConverter<Integer> integer = number("a whole number", Integer::valueOf);
    ITypeConverter<Long> wide = number("a whole number", Long::valueOf);
    ITypeConverter<Double> real = number("a number", Double::valueOf);
    ITypeConverter<Float> narrow = number("a number", Float::valueOf);
    line.registerConverter(int.class, integer).registerConverter(Integer.class, integer);
    line.registerConverter(long.class, wide).registerConverter(Long.class, wide);
    line.registerConverter(double.class, real).registerConverter(Double.class, real);
    line.registerConverter(float.class, narrow).registerConverter(Float.class, narrow);
    registerWords(line);
  }

  private static <T> ITypeConverter<T> number(String kind, Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text.strip());
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'" + text + "' is not " + (text.matches("[+-]?\\d+") ? kind + " in range" : kind));
      }
    };
  }

  private static void registerWords(CommandLine line) {
    for (ArgSpec argument : line.getCommandSpec().args()) {
      for (Class<?> type : argument.auxiliaryTypes()) {
        if (type.isEnum()) {
          registerWords(line, type);
        }
      }
    }
    line.getSubcommands().values().forEach(ValueConverters::registerWords);
  }

  private static <T> void registerWords(CommandLine line, Class<T> type) {
    line.registerConverter(type, text -> constant(type, text));
  }

  private static <T> T constant(Class<T> type, String text) {
    List<T> constants = List.of(type.getEnumConstants());
    for (T constant : constants) {
      if (Value.word((Enum<?>) constant).equals(text.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    List<String> words = constants.stream().map(c -> Value.word((Enum<?>) c)).toList();
    throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", words));
  }
}
