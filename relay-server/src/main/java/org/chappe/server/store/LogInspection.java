package org.chappe.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks through the write-ahead logs before the engine opens them, because the engine silently drops everything behind the
 * first damaged record. Three signs tell damage from a tail that a crash tore: a record that begins behind it, a gap in the
 * sequence numbers, and fewer changes than the {@link DurableMark} or the manifest knows of. Nothing is changed.
 */
final class LogInspection {

  /** Sequence number and count of changes, at the beginning of each record. */
  private static final int BATCH_HEADER_BYTES = 12;

  private static final Pattern LOG = Pattern.compile("([0-9]+)\\.log");

  private final Manifest manifest;
  private long expected;
  private long batches;
  private boolean sequenceBroken;
  private Place end;

  /** An offset of a file. */
  private record Place(Path file, long offset) {

    @Override
    public String toString() {
      return file + " at offset " + offset;
    }
  }

  private record Log(Path file, long number) {}

  /**
   * What the logs hold.
   *
   * @param batches whole batches in the logs
   * @param lastSequence the number of the last change that is there
   * @param tornFile the log whose tail was torn
   * @param tornOffset where
   * @param tornBytes how many bytes of it are to be seen; 0 if it isn't torn
   */
  record Summary(long batches, long lastSequence, Path tornFile, long tornOffset, long tornBytes) {}

  private LogInspection(Path database, Manifest manifest) {
    this.manifest = manifest;
    this.end = new Place(database, 0);
    this.expected = manifest.lastSequence() + 1;
  }

  /**
   * Inspects the logs of a database; one that isn't there is as good as empty.
   *
   * @param durable up to which change the store is known to have been durable
   * @throws StoreProblem if something that was durable is missing or unreadable
   */
  static Summary inspect(Path database, long durable) throws IOException, StoreProblem {
    boolean fresh = !Files.exists(database.resolve("CURRENT"));
    if (fresh && holdsData(database)) {
      throw StoredFiles.damaged(database.resolve("CURRENT") + " is missing");
    }
    Manifest manifest = fresh ? new Manifest(0, 0) : Manifest.read(database);
    return new LogInspection(database, manifest)
        .inspectAll(fresh ? List.of() : liveLogs(database, manifest), durable);
  }

  private static boolean holdsData(Path database) throws IOException {
    if (!Files.isDirectory(database)) {
      return false;
    }
    try (Stream<Path> files = Files.list(database)) {
      return files.anyMatch(
          file -> file.toString().endsWith(".sst") || file.toString().endsWith(".log"));
    }
  }

  /** Older logs wait for being written over. */
  private static List<Log> liveLogs(Path database, Manifest manifest) throws IOException {
    List<Log> logs = new ArrayList<>();
    try (Stream<Path> files = Files.list(database)) {
      files.forEach(file -> {
        Matcher name = LOG.matcher(file.getFileName().toString());
        if (name.matches() && Long.parseLong(name.group(1)) >= manifest.firstLog()) {
          logs.add(new Log(file, Long.parseLong(name.group(1))));
        }
      });
    }
    logs.sort(Comparator.comparingLong(Log::number));
    return logs;
  }

  private Summary inspectAll(List<Log> logs, long durable) throws IOException, StoreProblem {
    long tornBytes = 0;
    for (Log log : logs) {
      long before = batches;
      LogFile.End read = read(log);
      if (batches > before || read.tornBytes() > 0) {
        end = new Place(log.file(), read.offset());
        tornBytes = read.tornBytes();
      }
      if (read.resumedAt() >= 0) {
        throw StoredFiles.damaged(
            end + " is damaged, and sound records follow from offset " + read.resumedAt());
      }
    }
    long last = expected - 1;
    long known = Math.max(durable, manifest.lastSequence());
    if (last < known) {
      throw StoredFiles.damaged(end + " ends too early: changes " + (last + 1) + " to " + known
          + " were durable and are missing");
    }
    return new Summary(batches, last, end.file(), end.offset(), tornBytes);
  }

  private LogFile.End read(Log log) throws IOException, StoreProblem {
    try (LogFile file = LogFile.numbered(log.file(), log.number())) {
      Place endBefore = batches == 0 ? new Place(log.file(), 0) : end;
      long batchesBefore = batches;
      LogFile.End read = file.read(this::visit);
      if (sequenceBroken) {
        Place where = batches == batchesBefore ? endBefore : new Place(log.file(), read.offset());
        throw StoredFiles.damaged(where + " lacks records: change " + expected + " should follow");
      }
      return read;
    }
  }

  private boolean visit(long offset, ByteBuffer prefix) {
    long first = prefix.remaining() < BATCH_HEADER_BYTES ? -1 : prefix.getLong();
    boolean follows = batches == 0 ? first >= 0 && first <= expected : first == expected;
    if (!follows) {
      sequenceBroken = true;
      return false;
    }
    expected = first + prefix.getInt();
    batches++;
    return true;
  }
}
