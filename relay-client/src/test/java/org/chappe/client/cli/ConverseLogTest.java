package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chappe.client.cli.ConverseEvent.Accepted;
import org.chappe.client.cli.ConverseEvent.End;
import org.chappe.client.cli.ConverseEvent.Refused;
import org.chappe.client.cli.ConverseEvent.Sent;
import org.chappe.client.cli.ConverseEvent.Shown;
import org.chappe.client.cli.ConverseEvent.Undelivered;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConverseLogTest {

  private static final ClientId BEN = ClientId.parse(Program.BEN);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  private Path file() {
    return directory.resolve("log");
  }

  @Test
  void shouldReadWhatItWrote() throws IOException {
    try (ConverseLog log = ConverseLog.open(file())) {
      assertThat(log.reserve(BEN)).isEqualTo(1);
      log.append(new Accepted(BEN, "k3j.0", 1));
      log.append(new Undelivered(End.EXPIRED, BEN, "k3j.0"));
      log.append(new Refused(BEN, 2));
      log.append(new Shown(BEN, 7, false));
      log.append(new Shown(BEN, 6, true));
    }
    assertThat(ConverseLog.read(file()))
        .containsExactly(
            new Sent(BEN, 1),
            new Accepted(BEN, "k3j.0", 1),
            new Undelivered(End.EXPIRED, BEN, "k3j.0"),
            new Refused(BEN, 2),
            new Shown(BEN, 7, false),
            new Shown(BEN, 6, true));
  }

  /** The log is not closed: what a killed process wrote is there all the same. */
  @Test
  void shouldUseNoNumberTwiceThoughItIsKilled() throws IOException {
    ConverseLog killed = ConverseLog.open(file());
    killed.reserve(BEN);
    killed.reserve(BEN);
    try (ConverseLog next = ConverseLog.open(file())) {
      assertThat(next.reserve(BEN)).isEqualTo(3);
    }
    killed.close();
  }

  @Test
  void shouldCutOffHalfALineBeforeItWritesOn() throws IOException {
    Files.writeString(file(), "sent 2222222222 11\naccepted 2222222222 k");
    assertThat(ConverseLog.read(file())).containsExactly(new Sent(BEN, 11));
    try (ConverseLog log = ConverseLog.open(file())) {
      log.reserve(BEN);
    }
    assertThat(ConverseLog.read(file())).containsExactly(new Sent(BEN, 11), new Sent(BEN, 12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sent 2222222222",
        "sent 222222222 1",
        "sent 2222222222 1 2",
        "sent 2222222222 x",
        "lost 2222222222 1",
        "shown 2222222222 1 soon",
        ""
      })
  void shouldRefuseALineThatItDidNotWrite(String line) throws IOException {
    Files.writeString(file(), "sent 2222222222 1\n" + line + "\n");
    assertThatThrownBy(() -> ConverseLog.open(file()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + line + "\" is no line of a log");
  }
}
