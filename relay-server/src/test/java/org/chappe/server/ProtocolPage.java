package org.chappe.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Reads {@code docs/PROTOCOL.md}. */
public final class ProtocolPage {

  private static final String PAGE = "docs/PROTOCOL.md";
  private static final String FENCE = "```";

  private ProtocolPage() {}

  /** The lines of the first block of a kind; there has to be one. */
  public static List<String> block(String kind) throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve(PAGE))) {
      directory = Objects.requireNonNull(directory.getParent(), PAGE + " is not above");
    }
    List<String> lines = Files.readAllLines(directory.resolve(PAGE));
    int begin = lines.indexOf(FENCE + kind);
    assertThat(begin).as("a block of %s", kind).isPositive();
    List<String> rest = lines.subList(begin + 1, lines.size());
    return rest.subList(0, rest.indexOf(FENCE));
  }
}
