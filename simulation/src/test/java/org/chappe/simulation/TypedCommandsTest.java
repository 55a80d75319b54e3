package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.assertSays;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands that read what a person types at a terminal: passwords, and texts. What stands on the screen in the end is compared as a whole. */
@Timeout(300)
class TypedCommandsTest {

  private static final String FIRST = "meet me at five";
  private static final String SECOND = "meet me at six";
  private static final String WRONG = "open sesame";
  private static final String CTRL_D = "\u0004";

  @RegisterExtension
  private final Commands commands = new Commands(2);

  /** What the commands need to know that is not typed. */
  private Map<String, String> settings() {
    return Map.of(
        "CHAPPE_ID", ANNA,
        "CHAPPE_RELAY", commands.place(1),
        "CHAPPE_JOURNAL", commands.journal(ANNA));
  }

  private PseudoTerminal prompt() throws IOException {
    PseudoTerminal terminal = PseudoTerminal.start(
        "xterm",
        commands.directory(),
        settings(),
        ClientProcess.program(CommandPrompt.class.getName()));
    terminal.waitForLast("0 [0]>");
    return terminal;
  }

  /**
   * Types a command, and a password at each of its prompts.
   *
   * @param then the prompt behind it, with the exit code
   */
  private static void type(
      PseudoTerminal terminal, String then, String command, String... promptsAndPasswords) {
    terminal.type(command + "\r");
    for (int i = 0; i < promptsAndPasswords.length; i += 2) {
      terminal.waitForLast(promptsAndPasswords[i]);
      String typed = promptsAndPasswords[i + 1];
      terminal.type(typed.equals(CTRL_D) ? typed : typed + "\r");
    }
    terminal.waitForLast(then);
  }

  /** The lines on the screen, of those only that hold something. */
  private static List<String> shown(PseudoTerminal terminal) {
    return terminal.lines().stream().filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void shouldAskForThePasswordOfAnAccountUnseen() throws Exception {
    try (PseudoTerminal anna = prompt()) {
      String create = "account create --name Anna";
      type(anna, "1 [2]>", create, "new password:", "short");
      type(anna, "2 [2]>", create, "new password:", FIRST, "once more:", SECOND);
      type(anna, "3 [0]>", create, "new password:", FIRST, "once more:", FIRST);
      type(anna, "4 [0]>", "account logoff");
      type(anna, "5 [32]>", "account login", "password:", WRONG);
      type(anna, "6 [2]>", "account login", "password:", CTRL_D);
      type(anna, "7 [0]>", "account login", "password:", FIRST);
      type(anna, "8 [2]>", "account passwd", "new password:", SECOND, "once more:", FIRST);
      type(anna, "9 [0]>", "account passwd", "new password:", SECOND, "once more:", SECOND);
      type(anna, "10 [0]>", "account delete");
      assertThat(shown(anna))
          .containsExactly(
              "0 [0]> account create --name Anna",
              "new password:",
              "relay-client: a password has at least 8 characters",
              "1 [2]> account create --name Anna",
              "new password:",
              "once more:",
              "relay-client: the two passwords differ",
              "2 [2]> account create --name Anna",
              "new password:",
              "once more:",
              "created, and logged in",
              "3 [0]> account logoff",
              "logged off; mail goes on coming to your mailbox",
              "4 [0]> account login",
              "password:",
              "relay-client: wrong password",
              "5 [32]> account login",
              "password:",
              "relay-client: a password is needed: use --password-file or CHAPPE_PASSWORD",
              "6 [2]> account login",
              "password:",
              "logged in",
              "7 [0]> account passwd",
              "new password:",
              "once more:",
              "relay-client: the two passwords differ",
              "8 [2]> account passwd",
              "new password:",
              "once more:",
              "the password is another now",
              "9 [0]> account delete",
              "deleted",
              "10 [0]>");
      assertThat(anna.printed()).doesNotContain(FIRST, SECOND, WRONG, "short");
    }
  }

  @Test
  void shouldAskWhoeverMakesADeviceOrIsOneForTheOwnersPassword() throws Exception {
    commands.environment().put("CHAPPE_PASSWORD", FIRST);
    assertSays(commands.anna("account", "create"), "created, and logged in");
    assertSays(
        commands.anna("account", "logoff"), "logged off; mail goes on coming to your mailbox");
    try (PseudoTerminal anna = prompt()) {
      type(anna, "1 [32]>", "device add laptop", "password:", WRONG);
      type(anna, "2 [0]>", "device add laptop", "password:", FIRST);
      String passwd = "account passwd";
      type(anna, "3 [32]>", passwd, "password now:", WRONG);
      type(
          anna,
          "4 [0]>",
          passwd,
          "password now:",
          FIRST,
          "new password:",
          SECOND,
          "once more:",
          SECOND);
      type(anna, "5 [32]>", "account delete", "password:", FIRST);
      type(anna, "6 [0]>", "account delete", "password:", SECOND);
      assertThat(shown(anna))
          .containsExactly(
              "0 [0]> device add laptop",
              "password:",
              "relay-client: wrong password",
              "1 [32]> device add laptop",
              "password:",
              "this is the device laptop of " + ANNA + " now",
              "2 [0]> account passwd",
              "password now:",
              "relay-client: wrong password",
              "3 [32]> account passwd",
              "password now:",
              "new password:",
              "once more:",
              "the password is another now; the devices need none",
              "4 [0]> account delete",
              "password:",
              "relay-client: wrong password",
              "5 [32]> account delete",
              "password:",
              "deleted, with its devices",
              "6 [0]>");
      assertThat(anna.printed()).doesNotContain(FIRST, SECOND, WRONG);
    }
  }

  @Test
  void shouldSendEachLineThatIsTypedUntilCtrlD() throws Exception {
    try (PseudoTerminal anna = prompt()) {
      anna.type("send " + BERT + "\r");
      anna.type("fog over the third tower\r");
      anna.waitForLast("accepted by relay 1");
      anna.type(CTRL_D);
      anna.waitForLast("1 [0]>");
      anna.type("send " + BERT + " -\r");
      anna.type("clear as day\r");
      anna.waitForLast("accepted by relay 1");
      anna.type(CTRL_D);
      anna.waitForLast("2 [0]>");
      assertThat(shown(anna))
          .containsExactly(
              "0 [0]> send " + BERT,
              "fog over the third tower",
              "accepted by relay 1",
              "1 [0]> send " + BERT + " -",
              "clear as day",
              "accepted by relay 1",
              "2 [0]>");
    }
    assertSays(
        commands.runAs(BERT, 1, BERT, "get"),
        ANNA + ": fog over the third tower",
        ANNA + ": clear as day");
  }

  @Test
  void shouldSendEachLineOfAPipe() throws Exception {
    ProcessBuilder builder =
        ClientProcess.builder(commands.directory(), "send", BERT).redirectErrorStream(true);
    builder.environment().putAll(settings());
    Process send = builder.start();
    try (OutputStream in = send.getOutputStream()) {
      in.write("fog over the third tower\nclear as day\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new String(send.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("accepted by relay 1\naccepted by relay 1\n");
    assertThat(send.waitFor()).isZero();
    assertSays(
        commands.runAs(BERT, 1, BERT, "get"),
        ANNA + ": fog over the third tower",
        ANNA + ": clear as day");
  }
}
