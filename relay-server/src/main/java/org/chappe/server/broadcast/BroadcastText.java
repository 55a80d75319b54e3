package org.chappe.server.broadcast;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.server.broadcast.Broadcast.Name;
import org.chappe.wire.Counter;
import org.jspecify.annotations.Nullable;

/**
 * How texts to all are written, in tables and in the store: {@code SECONDS?WRITER.EPOCH.N?TEXT}; the seconds are those of life left
 * in a table, and the end in the store.
 */
public final class BroadcastText {

  private static final String ONE = "news?";
  private static final String DIGEST = "newshash?";
  private static final String BUCKETS = "newsbuckets?";
  private static final String ALL = "news";
  private static final String MARK = "?";
  private static final int FIELDS = 3;

  private BroadcastText() {}

  /**
   * A text as a neighbour tells it.
   *
   * @param secondsLeft of its life, 1 to {@link Broadcast#LIFE_SECONDS}
   */
  record Told(Name name, Payload text, long secondsLeft) {}

  /** All that a relay knows in one number. */
  record Digest(long hash) {}

  /** The same in a number for each bucket. */
  record Buckets(List<Long> hashes) {}

  /** Whether a table is about texts to all, well formed or not. */
  public static boolean isMeant(Payload payload) {
    return payload.text().startsWith(ALL);
  }

  static Payload told(Broadcast broadcast, long secondsLeft) {
    return Payload.of(ONE + entry(broadcast, secondsLeft));
  }

  static Payload of(Digest digest) {
    return Payload.of(DIGEST + Counter.write(digest.hash));
  }

  static Payload of(Buckets buckets) {
    return Payload.of(
        BUCKETS + String.join(MARK, buckets.hashes.stream().map(Counter::write).toList()));
  }

  static Payload kept(Broadcast broadcast) {
    return Payload.of(entry(broadcast, broadcast.endsAtSeconds()));
  }

  private static String entry(Broadcast broadcast, long seconds) {
    Name name = broadcast.name();
    return Counter.write(seconds) + MARK + name.writer() + "." + name.id() + MARK
        + broadcast.text().text();
  }

  /** @throws IllegalArgumentException if it isn't what was kept */
  static Broadcast kept(Payload value) {
    return broadcast(value.text());
  }

  private static Broadcast broadcast(String entry) {
    String[] fields = entry.split("\\?", FIELDS);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("a text to all has three fields");
    }
    return new Broadcast(name(fields[1]), Payload.of(fields[2]), Counter.read(fields[0]));
  }

  /** Reads a table: {@link Told}, a {@link Digest} or {@link Buckets}; null when it is none. */
  static @Nullable Record read(Payload payload) {
    String text = payload.text();
    try {
      if (text.startsWith(ONE)) {
        return told(text.substring(ONE.length()));
      } else if (text.startsWith(DIGEST)) {
        return new Digest(Counter.read(text.substring(DIGEST.length())));
      }
      return text.startsWith(BUCKETS) ? buckets(text.substring(BUCKETS.length())) : null;
    } catch (IllegalArgumentException noTable) {
      return null;
    }
  }

  private static @Nullable Told told(String entry) {
    Broadcast read = broadcast(entry);
    long left = read.endsAtSeconds();
    boolean lives = left >= 1 && left <= Broadcast.LIFE_SECONDS;
    return lives ? new Told(read.name(), read.text(), left) : null;
  }

  private static Name name(String text) {
    String[] fields = text.split("\\.", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("a text to all has a writer and a number");
    }
    MessageId id = new MessageId(Counter.read(fields[1]), Counter.read(fields[2]));
    return new Name(ClientId.parse(fields[0]), id);
  }

  private static @Nullable Buckets buckets(String text) {
    List<Long> hashes = new ArrayList<>();
    for (String hash : text.split("\\?", -1)) {
      hashes.add(Counter.read(hash));
    }
    return hashes.size() == BroadcastTable.BUCKETS ? new Buckets(hashes) : null;
  }
}
