package org.chappe.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chappe.model.RelayNumber;
import org.chappe.server.store.StoreProblem.Kind;

/**
 * What the file {@code format} of a data directory says of it.
 *
 * @param version how the rest is written; {@link #VERSION} is what this program reads and writes
 * @param relay whose mail it is
 * @param created when it was made, as text
 */
public record StoreFormat(int version, RelayNumber relay, String created) {

  /** The format that this program writes, and the newest that it reads. */
  public static final int VERSION = 1;

  static final String FILE = "format";

  private static final Pattern FIRST_LINE = Pattern.compile("chappe-store ([1-9][0-9]{0,5})");
  private static final Pattern ALL =
      Pattern.compile("chappe-store [0-9]+\nrelay ([1-9][0-9]{0,3})\ncreated ([0-9TZ:-]{20})\n");

  static StoreFormat created(RelayNumber relay, Instant now) {
    return new StoreFormat(VERSION, relay, now.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Reads the file of a data directory that has one. */
  static StoreFormat read(Path directory) throws StoreProblem {
    Path file = directory.resolve(FILE);
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new StoreProblem(Kind.DAMAGED, file + " can't be read; put it back from a copy", e);
    }
    return parse(file, text);
  }

  private static StoreFormat parse(Path file, String text) throws StoreProblem {
    Matcher first = FIRST_LINE.matcher(text.lines().findFirst().orElse(""));
    if (first.matches() && Integer.parseInt(first.group(1)) > VERSION) {
      throw new StoreProblem(
          Kind.NEWER_FORMAT,
          file.getParent() + " has format " + first.group(1)
              + ", but this program knows formats up to " + VERSION
              + "; run the version that wrote it, or a newer one");
    }
    Matcher all = ALL.matcher(text);
    if (!first.matches() || !all.matches()) {
      throw new StoreProblem(
          Kind.DAMAGED, file + " is damaged at offset 0; put it back from a copy");
    }
    return new StoreFormat(
        Integer.parseInt(first.group(1)),
        new RelayNumber(Integer.parseInt(all.group(1))),
        all.group(2));
  }

  /** Writes the file so that it is there whole and durable, or not at all. */
  void write(Path directory) throws IOException {
    String text =
        "chappe-store " + version + "\nrelay " + relay.value() + "\ncreated " + created + "\n";
    Path fresh = directory.resolve(FILE + ".new");
    try (FileChannel channel = FileChannel.open(
        fresh,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }
}
