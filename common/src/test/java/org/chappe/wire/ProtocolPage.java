package org.chappe.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The examples of {@code docs/PROTOCOL.md}: its fenced blocks, and how bytes are written in them. */
final class ProtocolPage {

  private static final String FENCE = "```";

  private final List<String> lines;

  private ProtocolPage(List<String> lines) {
    this.lines = lines;
  }

  /** A line of two: bytes, and what the page says about them. */
  record Vector(String example, String expectation) {
    byte[] bytes() {
      return unescape(example);
    }
  }

  /** Finds the page above the directory in which the test runs. */
  static ProtocolPage read() throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null) {
      Path page = directory.resolve("docs").resolve("PROTOCOL.md");
      if (Files.exists(page)) {
        return new ProtocolPage(Files.readAllLines(page));
      }
      directory = directory.getParent();
    }
    throw new IOException("docs/PROTOCOL.md is not above " + Path.of("").toAbsolutePath());
  }

  /** The pairs of lines in all blocks of a kind. */
  List<Vector> vectors(String kind) {
    List<Vector> vectors = new ArrayList<>();
    for (List<String> block : blocks(kind)) {
      for (int i = 0; i < block.size(); i += 2) {
        String expectation = i + 1 < block.size() ? block.get(i + 1) : "";
        if (!expectation.startsWith("  ")) {
          throw new IllegalStateException("no indented line below " + block.get(i));
        }
        vectors.add(new Vector(block.get(i), expectation.substring(2)));
      }
    }
    return vectors;
  }

  /** The lines between the fences of each block of a kind. */
  List<List<String>> blocks(String kind) {
    List<List<String>> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(FENCE + kind)) {
        int end = i + lines.subList(i, lines.size()).indexOf(FENCE);
        blocks.add(lines.subList(i + 1, end));
        i = end;
      }
    }
    return blocks;
  }

  /** Undoes {@code \n \t \\ \xHH} and {@code \{x*171}}. */
  static byte[] unescape(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      at = text.charAt(at) == '\\' ? unescapeOne(text, at + 1, bytes) : copyOne(text, at, bytes);
    }
    return bytes.toByteArray();
  }

  private static int copyOne(String text, int at, ByteArrayOutputStream bytes) {
    String character = Character.toString(text.codePointAt(at));
    bytes.writeBytes(character.getBytes(StandardCharsets.UTF_8));
    return at + character.length();
  }

  private static int unescapeOne(String text, int at, ByteArrayOutputStream bytes) {
    switch (text.charAt(at)) {
      case 'n' -> bytes.write('\n');
      case 't' -> bytes.write('\t');
      case '\\' -> bytes.write('\\');
      case 'x' -> {
        bytes.write(Integer.parseInt(text.substring(at + 1, at + 3), 16));
        return at + 3;
      }
      case '{' -> {
        int times = text.indexOf('*', at);
        int end = text.indexOf('}', times);
        byte[] repeated = unescape(text.substring(at + 1, times));
        for (int n = Integer.parseInt(text.substring(times + 1, end)); n > 0; n--) {
          bytes.writeBytes(repeated);
        }
        return end + 1;
      }
      default -> throw new IllegalStateException("unknown escape in " + text);
    }
    return at + 1;
  }
}
