package org.chappe.topology;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads topology files. What may stand in one is told in {@code topology/README.md}; whatever else does is refused, with
 * the file, the line and what to do.
 */
public final class TopologyReader {

  /** The largest file that is read, in bytes: ten thousand relays fit with room to spare. */
  public static final int FILE_BYTES_MAX = 1 << 20;

  private TopologyReader() {}

  /**
   * Reads a file.
   *
   * @throws TopologyProblem if it is missing, unreadable, too large, not YAML or not a line
   */
  public static Topology read(Path file) throws TopologyProblem {
    String text = decode(file, bytes(file));
    try {
      return new TopologyDocument(file.toString()).topology(LocatedYaml.parse(text), nameOf(file));
    } catch (LocatedYaml.NotYaml e) {
      throw problem(file + ":" + e.place().line() + ":" + e.place().column(), e.sentence());
    }
  }

  private static byte[] bytes(Path file) throws TopologyProblem {
    if (Files.isDirectory(file)) {
      throw problem(file, "this is a directory; name a topology file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
      if (bytes.length > FILE_BYTES_MAX) {
        throw problem(file, "larger than 1 MiB; this can't be a topology file");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw problem(file, "no such file; check the path");
    } catch (AccessDeniedException e) {
      throw problem(file, "this file may not be read; check its permissions");
    } catch (IOException e) {
      throw problem(file, "can't be read: " + e.getMessage());
    }
  }

  private static String decode(Path file, byte[] bytes) throws TopologyProblem {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      long line = 1 + out.flip().chars().filter(c -> c == '\n').count();
      throw problem(file + ":" + line, "not UTF-8 text; save the file as UTF-8");
    }
    return out.flip().toString();
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    return Topology.isName(name) ? name : "line";
  }

  private static TopologyProblem problem(Object place, String sentence) {
    return new TopologyProblem(List.of(place + ": " + sentence));
  }
}
