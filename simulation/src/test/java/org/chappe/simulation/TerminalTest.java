package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.LIMIT;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The interactive client as people use it, against relays on real sockets. */
@Timeout(120)
class TerminalTest {

  private static final String ANN = "1234567890";
  private static final String BEN = "0987654321";

  @RegisterExtension
  private final TerminalLine town = new TerminalLine(2);

  private PseudoTerminal attach(String type, String id, int relay, String... more)
      throws Exception {
    PseudoTerminal terminal = town.attachAt(type, id, relay, more);
    terminal.waitForLast(">");
    return terminal;
  }

  @Test
  void shouldLetTwoPeopleTalkWithoutTearingWhatTheyType() throws Exception {
    try (PseudoTerminal ann = attach("xterm-256color", ANN, 1, "--colours", "always");
        PseudoTerminal ben = attach("xterm-256color", BEN, 2, "--colours", "never")) {
      ben.type("/send " + ANN + " clear as d");
      ben.waitForLast("> /send " + ANN + " clear as d");
      ann.type("/send " + BEN + " fog over the third tower\r");
      ann.waitFor("● #1 delivered");
      assertThat(ann.lines())
          .containsSubsequence(
              "✓ #1 accepted by relay 1",
              "✓✓ #1 stored by the recipient's relay",
              "● #1 delivered");
      ben.waitFor(ANN + ": fog over the third tower");
      ben.waitForLast("· 1 new > /send " + ANN + " clear as d");
      ben.type("ay\r");
      ann.waitFor(BEN + ": clear as day");
      ben.waitFor("● #1 delivered");
      ben.waitForLast("ms >");
      ann.type("/quit\r");
      ben.type("3\r");
      assertThat(ann.exitCode()).isZero();
      assertThat(ben.exitCode()).isZero();
      ben.waitFor("signed off");
      assertThat(ann.printed())
          .as("an answer of the terminal that is late would be taken for what somebody types")
          .doesNotContainPattern("\u001b\\[[?>=0-9;]*([cn]|\\$p)");
      assertThat(ann.printed()).containsPattern("\u001b\\[[0-9;]+m●");
      assertThat(ben.printed()).contains("●").doesNotContainPattern("\u001b\\[[0-9;]+m●");
    }
  }

  @Test
  void shouldTakeCtrlCAsPeopleExpectAndGoOnWhenTheRelayIsLost() throws Exception {
    try (PseudoTerminal ann = attach("xterm", ANN, 1)) {
      ann.type("/send " + BEN + " not this");
      ann.waitForLast("not this");
      ann.type("\u0003");
      ann.waitForLast(" >");
      ann.type("1\r");
      ann.waitFor("To (10 digits, ");
      ann.type("\u0003");
      ann.waitForLast(" >");
      assertThat(ann.printed()).doesNotContain("#1");
      sendAndGetByTheMenu(ann);
      town.send(BEN, 1, ANN, "a\u009b2Jb\u202ec");
      ann.waitFor(BEN + ": a 2Jb c");
      assertThat(ann.printed())
          .as("controls of others never come to the terminal")
          .doesNotContain("\u009b", "\u202e");
      town.line().drivers().get(0).close();
      ann.waitFor("now; relay 1 is lost");
      ann.type("/relay\r");
      ann.waitFor("relay 2, ");
      ann.waitForLast(" >");
      assertThat(ann.lastLine()).startsWith("2 · " + ANN);
    }
  }

  private static void sendAndGetByTheMenu(PseudoTerminal ann) {
    ann.type("1\r");
    ann.waitForLast("To (10 digits, @name or #group):");
    ann.type("12\r");
    ann.waitFor("a client ID is exactly 10 digits, such as 1234567890; \"12\" is not");
    ann.waitForLast("To (10 digits, @name or #group):");
    ann.type(BEN + "\r");
    ann.waitForLast("Text:");
    ann.type("by the menu\r");
    ann.waitFor("✓ #1 accepted by relay 1");
    ann.waitForLast(" >");
    ann.enter("2", "nothing waits");
  }

  @Test
  void shouldNotWaitForARelayAfterCtrlCNorEnd() throws Exception {
    HeldDisk disk = town.line().disk(1);
    try (PseudoTerminal ann = attach("xterm", ANN, 1)) {
      disk.hold();
      ann.type("/send " + BEN + " not yet\r");
      await().atMost(LIMIT).until(disk::isMailHeld);
      ann.type("\u0003");
      ann.waitFor("#1 waits: relay 1 doesn't answer; it is sent as soon as one does");
      ann.waitForLast(" >");
      disk.release();
      ann.waitFor("✓ #1 accepted by relay 1");
      ann.enter("/send " + ANN + " " + "x".repeat(1281), "✗ #2 refused: text is 1281 characters");
      ann.waitForLast(" >");
      ann.type("\u0004");
      assertThat(ann.exitCode()).isZero();
    }
  }

  @Test
  void shouldCompleteCommandsAndIdsAndRememberWhatWasTyped() throws Exception {
    try (PseudoTerminal ann = attach("xterm", ANN, 1)) {
      town.send(BEN, 1, ANN, "here");
      ann.waitFor(BEN + ": here");
      ann.type("/sen\t");
      ann.waitForLast("> /send");
      ann.type("09\t");
      ann.waitForLast("> /send " + BEN);
      ann.type("got it\r");
      ann.waitFor("✓ #1 accepted by relay 1");
      ann.type("\u0010");
      ann.waitForLast("> /send " + BEN + " got it");
      ann.type("\u0003"); // throws away what was typed behind it, so that each step is waited for
      ann.waitForLast(" >");
      ann.type("\u0004");
      assertThat(ann.exitCode()).isZero();
    }
    town.line().leap(Duration.ofDays(8));
    try (PseudoTerminal again = attach("xterm", ANN, 1)) {
      again.waitFor(" to " + BEN + " was not delivered: expired: got it");
      assertThat(again.lines())
          .anyMatch(line -> line.matches(
              "message [0-9a-z]+[.][0-9a-z]+ to " + BEN + " was not delivered: expired: got it"));
      again.waitForLast(" >");
      again.type("\u0010");
      again.waitForLast("> /send " + BEN + " got it");
      again.type("\u0003");
      again.waitForLast(" >");
      again.type("/history\r");
      again.waitFor("  " + BEN + ": here");
      again.type("/search HER\r");
      again.type("/sendd x\r");
      again.waitFor("there is no /sendd; /help tells what there is");
      again.waitForLast(" >");
      again.type("\u0003");
      again.waitFor("signed off");
      assertThat(again.exitCode()).isZero();
    }
  }

  @Test
  void shouldWorkOnADumbTerminal() throws Exception {
    try (PseudoTerminal ann = attach("dumb", ANN, 1)) {
      town.send(BEN, 1, ANN, "look up");
      ann.waitFor(BEN + ": look up");
      ann.type("/send " + ANN + " note to self\r");
      ann.waitFor("● #1 delivered");
      ann.waitFor(ANN + ": note to self");
      ann.type("/account create\r");
      ann.choosePassword("meet me at five");
      ann.waitFor("created, and logged in");
      assertThat(ann.printed()).doesNotContain("\u001b", "meet me");
      ann.waitForLast(" >");
      ann.type("\u0004");
      assertThat(ann.exitCode()).isZero();
    }
  }

  @Test
  void shouldEndWithoutSigningOffOnCtrlCOnADumbTerminal() throws Exception {
    try (PseudoTerminal ann = attach("dumb", ANN, 1)) {
      ann.type("\u0003");
      assertThat(ann.exitCode()).isEqualTo(130);
      assertThat(ann.printed()).doesNotContain("signed off", "left;");
    }
  }

  @Test
  void shouldWorkWhenItIsPiped() throws Exception {
    Path out = town.directory().resolve("out");
    Process piped = ClientProcess.builder(town.directory(), town.arguments(ANN, 1))
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
    try (OutputStream in = piped.getOutputStream()) {
      in.write(("/send " + ANN + " note to self\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
      await().atMost(LIMIT).until(() -> Files.readString(out).contains(ANN + ": note to self"));
    }
    assertThat(piped.waitFor()).isZero();
    assertThat(Files.readString(out)).contains("signed off").doesNotContain("\u001b");
    assertThat(Files.readAllLines(out))
        .anyMatch(line -> line.startsWith("attached to relay 1 as " + ANN))
        .contains("✓ #1 accepted by relay 1", ANN + ": note to self", "signed off")
        .noneMatch(line -> line.contains(">"));
  }
}
