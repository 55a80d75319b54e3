package org.chappe.client.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;

/**
 * What a client that converses has done, one event a line. Each line is handed to the system in one write, so that it
 * outlives the process, though not the machine. A line is whole when its end is there; half a line at the end of the file
 * counts as never written. May be appended to from any thread.
 */
final class ConverseLog implements AutoCloseable {

  private final FileChannel channel;
  private long lastK;

  private ConverseLog(FileChannel channel, long lastK) {
    this.channel = channel;
    this.lastK = lastK;
  }

  /**
   * Opens a log, or begins one, and cuts off half a line at its end.
   *
   * @throws IllegalArgumentException if a line isn't an event
   */
  static ConverseLog open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    try {
      channel.truncate(wholeLines(file).getBytes(StandardCharsets.UTF_8).length);
      return new ConverseLog(channel, lastK(read(file)));
    } catch (IOException | IllegalArgumentException e) {
      channel.close();
      throw e;
    }
  }

  private static long lastK(List<ConverseEvent> events) {
    long last = 0;
    for (ConverseEvent event : events) {
      last = event instanceof ConverseEvent.Sent sent ? Math.max(last, sent.k()) : last;
    }
    return last;
  }

  /**
   * All events of a log, which may be growing.
   *
   * @throws IllegalArgumentException if a line isn't an event
   */
  static List<ConverseEvent> read(Path file) throws IOException {
    List<ConverseEvent> events = new ArrayList<>();
    wholeLines(file).lines().map(ConverseEvent::parse).forEach(events::add);
    return events;
  }

  private static String wholeLines(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  /** Uses up a number that was never used before, and returns it. */
  synchronized long reserve(ClientId destination) {
    lastK++;
    append(new ConverseEvent.Sent(destination, lastK));
    return lastK;
  }

  /** The number that comes next. */
  synchronized long nextK() {
    return lastK + 1;
  }

  synchronized void append(ConverseEvent event) {
    ByteBuffer line = ByteBuffer.wrap((event + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      channel.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException("the log can't be written", e);
    }
    if (line.hasRemaining()) {
      throw new IllegalStateException("the log took half a line only");
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
