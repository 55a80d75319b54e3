package org.chappe.yaml;

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
 * A kind of file, and how what isn't one is told of.
 *
 * @param name with its article, such as "a topology file"
 * @param needed what to do with an empty one
 * @param shape what it has at most, for one that is nested too deep
 */
public record FileKind(String name, String needed, String shape) {

  /** The largest file that is read, in bytes. */
  public static final int FILE_BYTES_MAX = 1 << 20;

  /**
   * Reads a file.
   *
   * @throws FileProblem if it is missing, unreadable, too large or not YAML
   */
  public LocatedYaml.Value read(Path file) throws FileProblem {
    String text = decode(file, bytes(file));
    try {
      return LocatedYaml.parse(text, this);
    } catch (LocatedYaml.NotYaml e) {
      throw problem(file + ":" + e.place().line() + ":" + e.place().column(), e.sentence());
    }
  }

  private byte[] bytes(Path file) throws FileProblem {
    if (Files.isDirectory(file)) {
      throw problem(file, "this is a directory; name " + name);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
      if (bytes.length > FILE_BYTES_MAX) {
        throw problem(file, "larger than 1 MiB; this can't be " + name);
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

  private static String decode(Path file, byte[] bytes) throws FileProblem {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      long line = 1 + out.flip().chars().filter(c -> c == '\n').count();
      throw problem(file + ":" + line, "not UTF-8 text; save the file as UTF-8");
    }
    return out.flip().toString();
  }

  private static FileProblem problem(Object place, String sentence) {
    return new FileProblem(List.of(place + ": " + sentence));
  }
}
