package org.chappe.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A document of the project, and what it shows as code. */
record Document(List<String> lines) {

  private static final String CODE = "    ";
  private static final String PROMPT = CODE + "$ ";

  /** A command that is typed at a shell, and the lines that it prints. */
  record Typed(String command, List<String> output) {}

  Document {
    lines = List.copyOf(lines);
  }

  /** @param name its path in the project */
  static Document read(String name) throws IOException {
    return new Document(Files.readAllLines(Path.of("..").resolve(name)));
  }

  /** What stands between a heading and the next one, of whatever rank. */
  Document section(String heading) {
    int from = lines.indexOf(heading);
    if (from < 0) {
      throw new IllegalArgumentException("there is no \"" + heading + "\"");
    }
    int to = from + 1;
    while (to < lines.size() && !lines.get(to).matches("##+ .*")) {
      to++;
    }
    return new Document(lines.subList(from, to));
  }

  /** The code from one line to another, both included. */
  String code(String first, String last) {
    int from = lines.indexOf(CODE + first);
    int to = from + lines.subList(from, lines.size()).indexOf(CODE + last);
    StringBuilder code = new StringBuilder();
    lines
        .subList(from, to + 1)
        .forEach(line -> code.append(line.replaceFirst("^" + CODE, "")).append('\n'));
    return code.toString();
  }

  /** The lines of code that begin with something. */
  List<String> codeThatBeginsWith(String words) {
    return lines.stream()
        .filter(line -> line.startsWith(CODE + words))
        .map(String::strip)
        .toList();
  }

  /** Commands behind a prompt, and what they print, in their order. */
  List<Typed> captures() {
    List<Typed> captures = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(PROMPT)) {
        int end = i + 1;
        while (end < lines.size() && isOutput(lines.get(end))) {
          end++;
        }
        List<String> output = lines.subList(i + 1, end).stream()
            .map(line -> line.substring(CODE.length()))
            .toList();
        captures.add(new Typed(lines.get(i).substring(PROMPT.length()), output));
      }
    }
    return captures;
  }

  private static boolean isOutput(String line) {
    return line.startsWith(CODE) && !line.startsWith(PROMPT);
  }
}
