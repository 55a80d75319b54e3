package org.chappe.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** One YAML document as a tree in which every value knows its line, so that a refusal can name it. */
public final class LocatedYaml {

  /** Nothing is nested deeper than the value of a key of a group in a list. */
  public static final int DEPTH_MAX = 8;

  /** So much of a wrong value is repeated in a refusal. */
  public static final int SHOWN_CHARACTERS_MAX = 40;

  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final YAMLParser parser;
  private final FileKind kind;

  private LocatedYaml(YAMLParser parser, FileKind kind) {
    this.parser = parser;
    this.kind = kind;
  }

  /** A place in the file; both count from 1. */
  public record Place(int line, int column) {

    private static Place of(TokenStreamLocation location) {
      return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
  }

  /** Any value. */
  public sealed interface Value {

    Place place();

    /** The value in a few words, for a refusal. */
    String shown();
  }

  /** Key and value pairs, in the order of the file. */
  public record Mapping(Place place, List<Entry> entries) implements Value {

    @Override
    public String shown() {
      return "a group of keys";
    }
  }

  /** One pair; the place is that of the key. */
  public record Entry(Place place, String key, Value value) {}

  /** A list. */
  public record Sequence(Place place, List<Value> items) implements Value {

    @Override
    public String shown() {
      return "a list";
    }
  }

  /** A text as it stands in the file. */
  public record Text(Place place, String text) implements Value {

    @Override
    public String shown() {
      return '"' + shortened(text) + '"';
    }
  }

  /** A whole number as it stands in the file. */
  public record Whole(Place place, String digits) implements Value {

    @Override
    public String shown() {
      return shortened(digits);
    }
  }

  /** Null, true, false, a fraction, or nothing at all. */
  public record Other(Place place, String text) implements Value {

    @Override
    public String shown() {
      return text.isEmpty() ? "nothing" : shortened(text);
    }
  }

  /** The text is not one YAML document, or it uses what such files have no need of. */
  static final class NotYaml extends Exception {

    private final Place place;
    private final String sentence;

    NotYaml(Place place, String sentence) {
      super(sentence);
      this.place = place;
      this.sentence = sentence;
    }

    Place place() {
      return place;
    }

    String sentence() {
      return sentence;
    }
  }

  /**
   * Reads the only document of a text.
   *
   * @throws NotYaml with the first place where reading fails
   */
  static Value parse(String text, FileKind kind) throws NotYaml {
    try (YAMLParser parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new NotYaml(new Place(1, 1), "the file is empty; " + kind.needed());
      }
      Value value = new LocatedYaml(parser, kind).value(first, 1);
      if (parser.nextToken() != null) {
        throw new NotYaml(place(parser), "a second document begins here; keep one");
      }
      return value;
    } catch (JacksonException e) {
      throw notYaml(e);
    }
  }

  /** The parser below knows better than Jackson which line is wrong: Jackson tells where the last good value began. */
  private static NotYaml notYaml(JacksonException e) {
    if (e.getCause() instanceof MarkedYamlEngineException marked
        && marked.getProblemMark().isPresent()) {
      Mark mark = marked.getProblemMark().get();
      Place place = new Place(mark.getLine() + 1, mark.getColumn() + 1);
      return notYaml(place, String.valueOf(marked.getProblem()));
    }
    return notYaml(Place.of(e.getLocation()), String.valueOf(e.getOriginalMessage()));
  }

  private static NotYaml notYaml(Place place, String why) {
    String reason = why.lines().findFirst().orElse("it can't be read").strip();
    return new NotYaml(place, "not YAML (" + reason + "); correct this line or the one before");
  }

  private Value value(JsonToken token, int depth) throws NotYaml {
    Place place = place(parser);
    if (depth > DEPTH_MAX) {
      throw new NotYaml(place, "nested too deep; " + kind.shape());
    }
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw new NotYaml(
          place, "anchors (&) and aliases (*) are not read here; write the value out");
    }
    return switch (token) {
      case START_OBJECT -> mapping(place, depth);
      case START_ARRAY -> sequence(place, depth);
      case VALUE_STRING -> new Text(place, parser.getString());
      case VALUE_NUMBER_INT -> new Whole(place, parser.getString());
      default -> new Other(place, parser.getString());
    };
  }

  private Mapping mapping(Place place, int depth) throws NotYaml {
    List<Entry> entries = new ArrayList<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Place keyPlace = place(parser);
      String key = parser.currentName();
      entries.add(new Entry(keyPlace, key, value(parser.nextToken(), depth + 1)));
    }
    return new Mapping(place, entries);
  }

  private Sequence sequence(Place place, int depth) throws NotYaml {
    List<Value> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token, depth + 1));
    }
    return new Sequence(place, items);
  }

  private static Place place(YAMLParser parser) {
    return Place.of(parser.currentTokenLocation());
  }

  /** The beginning of a text, without what a terminal would act on. */
  public static String shortened(String text) {
    String start =
        text.length() > SHOWN_CHARACTERS_MAX ? text.substring(0, SHOWN_CHARACTERS_MAX) + "…" : text;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
