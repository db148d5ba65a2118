package chainrule.train.loop;

import chainrule.tokenize.io.Failure;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.model.Flat;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Records of settings as JSON and back: a member for each component, named in snake case. A record
/// of a sealed family says in its member `kind` which one it is; one that is [Flat] lends its
/// members to the record around it.
final class RecordJson {
  private static final String KIND = "kind";

  private final String source;

  private RecordJson(String source) {
    this.source = source;
  }

  static Json.Members write(Record settings) {
    Map<String, Json> members = new LinkedHashMap<>();
    if (!sealedParent(settings.getClass()).equals(settings.getClass())) {
      members.put(KIND, Json.of(kind(settings.getClass())));
    }
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      Object value = get(settings, component);
      if (component.isAnnotationPresent(Flat.class)) {
        members.putAll(write((Record) value).members());
      } else {
        members.put(snake(component.getName()), value(value));
      }
    }
    return new Json.Members(members);
  }

  private static Json value(Object value) {
    return switch (value) {
      case Record settings -> write(settings);
      case Enum<?> choice -> Json.of(word(choice));
      case Integer number -> Json.of(number);
      case Long number -> Json.of(number);
      case Double number -> Json.of(number);
      case Boolean truth -> Json.of(truth);
      case String text -> Json.of(text);
      default -> throw new IllegalArgumentException("a setting of " + value.getClass());
    };
  }

  /// @param source the file, for messages
  /// @param family the record's class, or the sealed interface above it
  static <T> T read(String source, Json json, Class<T> family) {
    return family.cast(new RecordJson(source).record(json, family, ""));
  }

  /// A single setting of a record.
  ///
  /// @param where it stands, such as `model.width`
  static int integer(String source, String where, Json json) {
    return (int) new RecordJson(source).read(json, int.class, where);
  }

  private Object record(Json json, Class<?> family, String where) {
    if (!(json instanceof Json.Members members)) {
      throw malformed(where, "is " + json.kind() + " where settings are expected");
    }
    Class<?> type = family.isRecord() ? family : named(members, family, where);
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] =
          components[i].isAnnotationPresent(Flat.class)
              ? record(members, types[i], where)
              : member(members, snake(components[i].getName()), types[i], where);
    }
    return construct(type, types, values, where);
  }

  private Object member(Json.Members members, String name, Class<?> type, String where) {
    Json member =
        members
            .get(name)
            .orElseThrow(() -> malformed(where, "the setting " + name + " is missing"));
    return read(member, type, within(where, name));
  }

  private Class<?> named(Json.Members members, Class<?> family, String where) {
    String wanted = members.get(KIND).map(kind -> text(kind, within(where, KIND))).orElse("");
    for (Class<?> candidate : family.getPermittedSubclasses()) {
      if (kind(candidate).equals(wanted)) {
        return candidate;
      }
    }
    throw malformed(where, "'" + wanted + "' is no kind that is known");
  }

  private Object read(Json json, Class<?> type, String where) {
    try {
      if (type == int.class) {
        return Math.toIntExact(((Json.Numeral) json).integer());
      } else if (type == long.class) {
        return ((Json.Numeral) json).integer();
      } else if (type == double.class) {
        return real((Json.Numeral) json, where);
      } else if (type == boolean.class) {
        return ((Json.Truth) json).value();
      } else if (type == String.class) {
        return text(json, where);
      } else if (type.isEnum()) {
        return choice(text(json, where), type, where);
      }
    } catch (ClassCastException | ArithmeticException | NumberFormatException e) {
      throw malformed(where, "is " + json.kind() + " where " + expected(type) + " is expected");
    }
    return record(json, type, where);
  }

  private double real(Json.Numeral json, String where) {
    double value = json.real();
    if (Double.isInfinite(value)) {
      throw malformed(where, json.literal() + " is too large");
    }
    return value;
  }

  private static String expected(Class<?> type) {
    return type == int.class
        ? "a whole number of at most 32 bits"
        : type == long.class
            ? "a whole number"
            : type == double.class ? "a number" : "true or false";
  }

  private Object choice(String word, Class<?> type, String where) {
    for (Object candidate : type.getEnumConstants()) {
      if (word((Enum<?>) candidate).equals(word)) {
        return candidate;
      }
    }
    throw malformed(where, "'" + word + "' is not known");
  }

  private String text(Json json, String where) {
    if (json instanceof Json.Text(String value)) {
      return value;
    }
    throw malformed(where, "is " + json.kind() + " where a string is expected");
  }

  private Object construct(Class<?> type, Class<?>[] types, Object[] values, String where) {
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure; // it says itself which setting cannot work
      }
      throw malformed(where, e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object get(Record settings, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> sealedParent(Class<?> type) {
    for (Class<?> parent : type.getInterfaces()) {
      if (parent.isSealed()) {
        return parent;
      }
    }
    return type;
  }

  /// `TransformerSpec` is `transformer`, `AdamW` is `adam_w`.
  private static String kind(Class<?> type) {
    return snake(type.getSimpleName().replaceFirst("Spec$", ""));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static String snake(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static String within(String where, String name) {
    return where.isEmpty() ? name : where + "." + name;
  }

  /// @param where the setting stands, such as `model.norm`; empty for the whole
  private MalformedInput malformed(String where, String problem) {
    return new MalformedInput(source, "", where.isEmpty() ? problem : where + ": " + problem, "");
  }
}
