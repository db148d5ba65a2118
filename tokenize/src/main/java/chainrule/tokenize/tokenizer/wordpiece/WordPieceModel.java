package chainrule.tokenize.tokenizer.wordpiece;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.text.ByteTrie;
import chainrule.tokenize.text.Utf8;
import chainrule.tokenize.tokenizer.Model;
import chainrule.tokenize.tokenizer.ModelJson;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.Vocabulary;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// BERT's way: takes the longest token that a word begins with, then the longest one with the
/// continuation prefix that follows, and so on. A word that cannot be spelled so, or that is too
/// long, is the unknown token as a whole.
public final class WordPieceModel implements Model {
  private static final Set<String> SETTINGS =
      Set.of("type", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab");

  /// @param unknown the token for a word that cannot be spelled
  /// @param prefix what a token is written with that continues a word
  /// @param longestWord in characters; longer ones are unknown
  public record Settings(String unknown, String prefix, int longestWord) {
    public static final Settings BERT = new Settings("[UNK]", "##", 100);
  }

  private final String source;
  private final Vocabulary vocabulary;
  private final Settings settings;
  private final int unknown;
  private final ByteTrie trie;
  private final int[] ids; // by number in the trie
  private final long inner; // the trie's node from which continuing tokens are searched

  /// @param source a file's name, for messages
  public WordPieceModel(String source, Vocabulary vocabulary, Settings settings) {
    this.source = source;
    this.vocabulary = vocabulary;
    this.settings = settings;
    this.unknown = vocabulary.id(settings.unknown);
    List<byte[]> keys = new ArrayList<>();
    int[] numbered = new int[vocabulary.count()];
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.has(id) && vocabulary.length(id) > 0) {
        numbered[keys.size()] = id;
        keys.add(vocabulary.token(id));
      }
    }
    this.ids = numbered;
    this.trie = ByteTrie.of(keys);
    byte[] prefix = settings.prefix.getBytes(StandardCharsets.UTF_8);
    this.inner = trie.descend(trie.root(), prefix, 0, prefix.length);
  }

  public static WordPieceModel read(ModelJson json) {
    for (String name : json.settings().members().keySet()) {
      if (!SETTINGS.contains(name)) {
        throw json.malformed("the WordPiece setting '" + name + "' is not supported", "");
      }
    }
    Settings settings =
        new Settings(
            json.text("unk_token").orElse(Settings.BERT.unknown),
            json.text("continuing_subword_prefix").orElse(Settings.BERT.prefix),
            json.number("max_input_chars_per_word")
                .map(Json.Numeral::integer)
                .map(Math::toIntExact)
                .orElse(Settings.BERT.longestWord));
    Vocabulary.Builder vocabulary = new Vocabulary.Builder(json.source());
    ModelJson.Strings tokens = json.vocabulary();
    for (int i = 0; i < tokens.count(); i++) {
      vocabulary.add(json.id(i), tokens.pool(), tokens.from(i), tokens.to(i));
    }
    return new WordPieceModel(json.source(), vocabulary.build(), settings);
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public boolean isSeparable() {
    return false;
  }

  @Override
  public Encoder encoder() {
    return this::encode;
  }

  private void encode(byte[] text, int from, int to, TokenBuffer out) {
    int begun = out.size();
    if (characters(text, from, to) > settings.longestWord || !spell(text, from, to, out)) {
      out.truncate(begun);
      out.add(unknown(), to);
    }
  }

  /// Counts no further than needed.
  private int characters(byte[] text, int from, int to) {
    if (to - from <= settings.longestWord) {
      return to - from; // no more characters than bytes
    }
    int count = 0;
    for (int at = from; at < to && count <= settings.longestWord; count++) {
      at += Utf8.length(Utf8.codePoint(text, at, to));
    }
    return count;
  }

  private boolean spell(byte[] text, int from, int to, TokenBuffer out) {
    int at = from;
    while (at < to) {
      long node = at == from ? trie.root() : inner;
      int longest = -1;
      int end = at;
      for (int i = at; i < to && node != ByteTrie.NO_NODE; ) {
        node = trie.child(node, text[i++]);
        if (node != ByteTrie.NO_NODE && ByteTrie.value(node) >= 0) {
          longest = ByteTrie.value(node);
          end = i;
        }
      }
      if (longest < 0) {
        return false;
      }
      out.add(ids[longest], end);
      at = end;
    }
    return true;
  }

  private int unknown() {
    if (unknown < 0) {
      throw new MalformedInput(
          source,
          "",
          "a word cannot be spelled, and the unknown token '"
              + settings.unknown
              + "' is not in the vocabulary",
          "add it to the vocabulary");
    }
    return unknown;
  }

  @Override
  public String type() {
    return "WordPiece";
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStringField("type", type());
    json.writeStringField("unk_token", settings.unknown);
    json.writeStringField("continuing_subword_prefix", settings.prefix);
    json.writeNumberField("max_input_chars_per_word", settings.longestWord);
    json.writeObjectFieldStart("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.has(id)) {
        json.writeNumberField(vocabulary.string(id), id);
      }
    }
    json.writeEndObject();
  }
}
