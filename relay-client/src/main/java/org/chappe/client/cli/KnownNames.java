package org.chappe.client.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What others, groups and queues were called when messages were shown, so that a journal can be shown and searched by names though nobody is asked: a file beside
 * the journal, a line for each ID and name. From any thread.
 */
final class KnownNames {

  /** More lines are not kept; the one that was seen longest ago goes first. */
  static final int NAMES_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(KnownNames.class);
  private static final String FILE = "names";
  private static final String LINE = "[0-9]{10} .+";

  private final @Nullable Path directory;
  private final Set<String> fresh = new LinkedHashSet<>();

  /** @param directory of the journal; null where none is kept */
  KnownNames(@Nullable Path directory) {
    this.directory = directory;
  }

  /** Keeps one name, at once. */
  static void keep(@Nullable Path directory, ClientId id, String name) {
    KnownNames names = new KnownNames(directory);
    names.note(id, name);
    names.save();
  }

  /** Somebody, or a group or queue, is called so; empty for nothing. */
  synchronized void note(ClientId id, String name) {
    if (directory != null && !name.isEmpty() && fresh.size() < NAMES_MAX) {
      fresh.add(id + " " + Printable.line(name));
    }
  }

  /** Keeps what was noted since; mail is shown whether that succeeds or not. */
  synchronized void save() {
    if (directory == null || fresh.isEmpty()) {
      return;
    }
    try {
      Set<String> lines = new LinkedHashSet<>(read(directory));
      Map<ClientId, String> before = latest(lines);
      lines.removeAll(fresh);
      lines.addAll(fresh);
      if (!latest(lines).equals(before)) {
        write(directory, List.copyOf(lines));
      }
    } catch (IOException e) {
      LOG.warn("names of writers are not kept file={} reason={}", directory.resolve(FILE), e);
    }
    fresh.clear();
  }

  private static void write(Path directory, List<String> lines) throws IOException {
    Path written = directory.resolve(FILE + ".new");
    Files.write(written, lines.subList(Math.max(0, lines.size() - NAMES_MAX), lines.size()));
    Files.move(
        written,
        directory.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<String> read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    List<String> lines = new ArrayList<>();
    if (Files.exists(file)) {
      lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
    }
    lines.removeIf(line -> !line.matches(LINE));
    return lines;
  }

  /** What each was called last; nothing, and a word in the log, where that can't be read. */
  static Map<ClientId, String> in(Path directory) {
    try {
      return latest(read(directory));
    } catch (IOException e) {
      LOG.warn("names are not shown file={} reason={}", directory.resolve(FILE), e);
      return Map.of();
    }
  }

  private static Map<ClientId, String> latest(Collection<String> lines) {
    Map<ClientId, String> names = new HashMap<>();
    lines.forEach(line -> names.put(idOf(line), nameOf(line)));
    return names;
  }

  private static ClientId idOf(String line) {
    return ClientId.parse(line.substring(0, ClientId.DIGITS));
  }

  private static String nameOf(String line) {
    return line.substring(ClientId.DIGITS + 1);
  }

  /** Who was called so, in upper or lower case; nobody if no writer was. */
  static Set<ClientId> idsOf(Path directory, String name) throws UserError {
    try {
      return read(directory).stream()
          .filter(line -> folded(nameOf(line)).equals(folded(name)))
          .map(KnownNames::idOf)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (IOException e) {
      throw new UserError(
          ExitCodes.FILE, "the names in " + directory.resolve(FILE) + " can't be read: " + e);
    }
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
