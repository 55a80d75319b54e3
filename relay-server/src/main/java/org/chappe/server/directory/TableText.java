package org.chappe.server.directory;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.wire.Counter;
import org.jspecify.annotations.Nullable;

/**
 * The payload of table frames: {@code clients?origin.incarnation.from.to?client/relay/version?gap?client/relay/version?…} and
 * {@code digest?part.parts.floor?origin.incarnation.to?…}, where a floor of 0 isn't written. Clients and relays are decimal, all counters base 36.
 */
public final class TableText {

  /** The longest payload that is written, in bytes: with the longest table header it fits in a datagram. */
  public static final int BYTES_MAX = 200;

  /** The most client changes that fit in one frame: an entry has at least 15 bytes, the head at least 15. */
  static final int ENTRIES_MAX = (BYTES_MAX - 15) / 15;

  /** Origins that fit in one digest part for sure: each has at most 24 bytes, the head at most 26. */
  static final int KNOWN_MAX = (BYTES_MAX - 26) / 24;

  /** The most parts of one digest: enough for every origin that a directory may know. */
  static final int PARTS_MAX = Directory.ORIGINS_MAX / KNOWN_MAX + 1;

  private static final String CLIENTS = "clients";
  private static final String DIGEST = "digest";

  private TableText() {}

  public static Payload of(Changes changes) {
    StringBuilder text = head(changes);
    for (int i = 0; i < changes.entries().size(); i++) {
      append(changes, i, text);
    }
    return Payload.of(text.toString());
  }

  /** As much of some changes as fits in one frame: at least the first entry. */
  static Changes fitting(Changes changes) {
    StringBuilder text = head(changes);
    int fitting = 0;
    while (fitting < changes.entries().size() && text.length() <= BYTES_MAX) {
      append(changes, fitting++, text);
    }
    return text.length() <= BYTES_MAX ? changes : changes.first(fitting - 1);
  }

  private static StringBuilder head(Changes changes) {
    StringBuilder text = new StringBuilder(BYTES_MAX);
    text.append(CLIENTS).append('?').append(changes.origin());
    text.append('.')
        .append(Counter.write(changes.from()))
        .append('.')
        .append(Counter.write(changes.to()));
    return text;
  }

  /** Appends an entry, and before it how many numbers were passed over since the last. */
  private static void append(Changes changes, int index, StringBuilder text) {
    List<Long> numbers = changes.numbers();
    long gap = index == 0 ? 0 : numbers.get(index) - numbers.get(index - 1) - 1;
    if (gap > 0) {
      text.append('?').append(Counter.write(gap));
    }
    Whereabouts entry = changes.entries().get(index);
    text.append('?').append(entry.client());
    text.append('/').append(entry.relay()).append('/').append(Counter.write(entry.version()));
  }

  public static Payload of(Digest digest) {
    StringBuilder text = new StringBuilder(BYTES_MAX);
    text.append(DIGEST).append('?');
    text.append(Counter.write(digest.part())).append('.').append(Counter.write(digest.parts()));
    if (digest.floor() > 0) {
      text.append('.').append(Counter.write(digest.floor()));
    }
    for (Digest.Known known : digest.known()) {
      text.append('?').append(known.origin()).append('.').append(Counter.write(known.to()));
    }
    return Payload.of(text.toString());
  }

  /** Whether a payload is meant to be part of a digest, well formed or not. */
  public static boolean isDigest(Payload payload) {
    return payload.text().startsWith(DIGEST);
  }

  /** Reads changes; null when the payload isn't that. */
  public static @Nullable Changes changes(Payload payload) {
    String[] items = payload.text().split("\\?", -1);
    String[] head = items.length < 2 ? new String[0] : items[1].split("\\.", -1);
    if (!items[0].equals(CLIENTS) || head.length != 4) {
      return null;
    }
    try {
      OriginKey origin = origin(head[0], head[1]);
      return changes(origin, Counter.read(head[2]), Counter.read(head[3]), items);
    } catch (IllegalArgumentException notChanges) {
      return null;
    }
  }

  private static Changes changes(OriginKey origin, long from, long to, String[] items) {
    List<Whereabouts> entries = new ArrayList<>(items.length - 2);
    List<Long> places = new ArrayList<>(items.length - 2);
    long place = 0;
    boolean mayPassOver = false;
    for (int i = 2; i < items.length; i++) {
      boolean isGap = items[i].indexOf('/') < 0;
      if (isGap && !mayPassOver) {
        throw new IllegalArgumentException("a gap without an entry before it");
      }
      place += isGap ? positive(items[i]) : 1;
      if (!isGap) {
        entries.add(whereabouts(items[i]));
        places.add(place);
      }
      mayPassOver = !isGap;
    }
    if (items.length > 2 && !mayPassOver) {
      throw new IllegalArgumentException("a gap without an entry behind it");
    }
    long before = to - place;
    return new Changes(
        origin, from, to, entries, places.stream().map(each -> before + each).toList());
  }

  /** Reads a part of a digest; null when the payload isn't that. */
  public static @Nullable Digest digest(Payload payload) {
    String[] items = payload.text().split("\\?", -1);
    String[] head = items.length < 2 ? new String[0] : items[1].split("\\.", -1);
    if (!items[0].equals(DIGEST) || head.length < 2 || head.length > 3) {
      return null;
    }
    try {
      List<Digest.Known> known = new ArrayList<>(items.length - 2);
      for (int i = 2; i < items.length; i++) {
        known.add(known(items[i]));
      }
      long floor = head.length == 2 ? 0 : positive(head[2]);
      return new Digest(digestPart(head[0]), digestPart(head[1]), floor, known);
    } catch (IllegalArgumentException notDigest) {
      return null;
    }
  }

  private static Whereabouts whereabouts(String item) {
    String[] fields = exactly(3, item.split("/", -1));
    int relay = fields[1].equals("0") ? Whereabouts.GONE : relay(fields[1]);
    return new Whereabouts(ClientId.parse(fields[0]), relay, Counter.read(fields[2]));
  }

  private static Digest.Known known(String item) {
    String[] fields = exactly(3, item.split("\\.", -1));
    return new Digest.Known(origin(fields[0], fields[1]), Counter.read(fields[2]));
  }

  private static String[] exactly(int count, String[] fields) {
    if (fields.length != count) {
      throw new IllegalArgumentException("not " + count + " fields");
    }
    return fields;
  }

  private static OriginKey origin(String relay, String incarnation) {
    long began = Counter.read(incarnation);
    if (began > Credence.INCARNATION_MAX) {
      throw new IllegalArgumentException("no run can begin then");
    }
    return new OriginKey(relay(relay), began);
  }

  private static int relay(String digits) {
    int value = Integer.parseInt(digits);
    if (!Integer.toString(value).equals(digits)) {
      throw new IllegalArgumentException("not canonical");
    }
    return new RelayNumber(value).value();
  }

  private static int digestPart(String digits) {
    long value = Counter.read(digits);
    if (value > PARTS_MAX) {
      throw new IllegalArgumentException("too many parts");
    }
    return (int) value;
  }

  private static long positive(String digits) {
    long value = Counter.read(digits);
    if (value == 0) {
      throw new IllegalArgumentException("not canonical");
    }
    return value;
  }
}
