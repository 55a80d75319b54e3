package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.LIMIT;
import static org.chappe.simulation.Commands.NOBODY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.chappe.model.Payload;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accounts with the commands of the real program, against real relays. */
@Timeout(300)
class AccountsCliTest {

  @RegisterExtension
  private final Commands commands = new Commands(2);

  @BeforeEach
  void writePasswords() throws IOException {
    commands.write("first", "first password");
    commands.write("second", "second password");
  }

  private Run run(String id, int relay, String journal, String... words) {
    return commands.runAs(id, relay, journal, words);
  }

  /** The same as a process of its own, which knows nothing but what is in files. */
  private Run runAlone(String id, int relay, String journal, String... words)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(commands.directory(), "out", "");
    Path err = Files.createTempFile(commands.directory(), "err", "");
    int exitCode = ClientProcess.builder(
            commands.directory(), commands.words(id, relay, journal, words))
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .start()
        .waitFor();
    return new Run(exitCode, Files.readString(out), Files.readString(err));
  }

  private Run account(String id, int relay, String journal, String deed, String... arguments) {
    List<String> all = new ArrayList<>(List.of("account", deed));
    all.addAll(List.of(arguments));
    return run(id, relay, journal, all.toArray(String[]::new));
  }

  private String password(String which) {
    return "--password-file=" + commands.directory().resolve(which);
  }

  private void assertDenied(Run run, int exitCode, String words) {
    assertThat(run.err()).contains("relay-client: " + words);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void shouldKeepAnIdForWhoHasItsPassword() throws Exception {
    Run created = account(ANNA, 1, "anna", "create", "--name", "Anna", password("first"));
    assertThat(created).isEqualTo(new Run(0, "created, and logged in\n", ""));
    assertThat(PosixFilePermissions.toString(
            Files.getPosixFilePermissions(commands.directory().resolve("anna/login"))))
        .isEqualTo("rw-------");
    assertThat(Files.readString(commands.directory().resolve("anna/login")))
        .doesNotContain("password");
    assertThat(run(BERT, 2, "bert", "send", ANNA, "for Anna alone").exitCode()).isZero();
    // a stranger who has neither password nor keys
    Run stranger = run(ANNA, 1, "stranger", "get");
    assertThat(stranger.exitCode()).isEqualTo(7);
    assertThat(stranger.err()).contains("this ID has an account; log in first");
    assertDenied(account(ANNA, 1, "stranger", "login", password("second")), 32, "wrong password");
    assertDenied(account(ANNA, 1, "stranger", "logoff"), 34, "not logged in");
    assertDenied(account(ANNA, 1, "stranger", "delete"), 34, "not logged in");
    assertDenied(account(ANNA, 1, "stranger", "passwd", password("second")), 34, "not logged in");
    Run told = account(ANNA, 1, "stranger", "login", "--password", "first password");
    assertThat(told.err()).contains("Unknown options: '--password'");
    assertThat(told.exitCode()).isEqualTo(2);
    assertDenied(
        account(ANNA, 1, "stranger", "create", password("second")),
        30,
        ANNA + " has an account already");
    // the owner, by what the first command left
    Run got = runAlone(ANNA, 1, "anna", "get");
    assertThat(got.out()).contains(BERT + ": for Anna alone");
    assertThat(run(ANNA, 1, "anna", "send", BERT, "it works").exitCode()).isZero();
    // at another relay, from another device, which first has to wait for its turn at the same relay
    assertDenied(
        account(ANNA, 1, "phone", "login", password("first")),
        33,
        ANNA + " is logged in elsewhere");
    assertThat(account(ANNA, 2, "phone", "login", password("first")).exitCode()).isZero();
    assertThat(account(ANNA, 2, "phone", "passwd", password("second")).out())
        .isEqualTo("the password is another now\n");
    await().atMost(LIMIT).untilAsserted(() -> {
      Run old = run(ANNA, 1, "anna", "send", BERT, "with the old one");
      assertThat(old.exitCode()).isEqualTo(32);
      assertThat(old.err()).contains("the password was changed");
    });
    assertThat(account(ANNA, 2, "phone", "logoff").exitCode()).isZero();
    assertThat(commands.directory().resolve("phone/login")).doesNotExist();
  }

  @Test
  void shouldNeverSayOrKeepAPasswordInTheClear() throws Exception {
    String port = commands.place(1).substring("127.0.0.1:".length());
    try (Tap tap = new Tap(Integer.parseInt(port))) {
      assertTapped(tap, "anna", "created, and logged in", "create", password("first"));
      assertTapped(tap, "anna", "the password is another now", "passwd", password("second"));
      assertTapped(tap, "phone", "logged in", "login", "--take-over", password("second"));
      assertSecret(tap.heard());
      assertThat(tap.heard()).as("it hears").anyMatch(datagram -> datagram.contains(ANNA));
    }
    List<String> kept =
        commands.line().disk(1).values().stream().map(Payload::text).toList();
    assertThat(kept).as("the account").isNotEmpty();
    assertSecret(kept);
    List<String> files = new ArrayList<>();
    for (String journal : List.of("anna", "phone")) {
      try (Stream<Path> all = Files.walk(commands.directory().resolve(journal))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    assertThat(files).as("a login each").hasSizeGreaterThan(1);
    assertSecret(files);
  }

  /** Whatever an account's command says comes to the relay, and from it, through a tap. */
  private void assertTapped(Tap tap, String journal, String told, String deed, String... more) {
    List<String> words = new ArrayList<>(List.of("account", deed, "--id", ANNA));
    words.addAll(List.of("--relay", tap.place(), "--journal", commands.journal(journal)));
    words.addAll(List.of(more));
    Commands.assertSays(commands.run(words.toArray(String[]::new)), told);
  }

  private static void assertSecret(List<String> texts) {
    for (String password : List.of("first password", "second password")) {
      byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
      String hex = HexFormat.of().formatHex(bytes);
      String[] signs = {
        password,
        hex,
        hex.toUpperCase(Locale.ROOT),
        Base64.getEncoder().withoutPadding().encodeToString(bytes)
      };
      assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(signs));
    }
  }

  private static String waiting(int messages) {
    return messages
        + " messages wait; they would be refused to their senders; fetch them first, or use"
        + " --force";
  }

  @Test
  void shouldListAndDelete() throws Exception {
    account(ANNA, 1, "anna", "create", "--name", "Anna", password("first"));
    account(BERT, 2, "bert", "create", "--name", "Bert", password("second"));
    assertDenied(
        account(NOBODY, 1, "cora", "create", "--name", "ANNA", password("first")),
        30,
        "the name ANNA is another's");
    assertDenied(
        account(NOBODY, 1, "cora", "login", password("first")), 31, NOBODY + " has no account");
    assertThat(account(NOBODY, 1, "cora", "create", password("absent")).exitCode())
        .isEqualTo(3);
    assertThat(runAlone(NOBODY, 1, "cora", "account", "create").err())
        .contains("a password is needed: use --password-file or CHAPPE_PASSWORD");
    assertThat(run(NOBODY, 1, "cora", "list").out())
        .isEqualTo(BERT + "  Bert\n" + ANNA + "  Anna\n");
    assertThat(run(NOBODY, 2, "cora", "list", "a*").out()).isEqualTo(ANNA + "  Anna\n");
    assertThat(run(NOBODY, 2, "cora", "list", "/er/", "-o", "json").out())
        .isEqualTo("{\"type\":\"account\",\"id\":\"" + BERT + "\",\"name\":\"Bert\"}\n");
    Run malformed = run(NOBODY, 1, "cora", "list", "/(/");
    assertThat(malformed.exitCode()).isEqualTo(2);
    assertThat(malformed.err()).contains("the pattern can't be read");
    // what waits keeps the account until all of it is there
    Run first = run(NOBODY, 1, "cora", "send", "--wait", "stored", ANNA, "it's me");
    assertThat(first.exitCode()).isZero();
    assertDenied(account(ANNA, 1, "anna", "delete"), 35, waiting(1));
    CompletableFuture<Run> sent = CompletableFuture.supplyAsync(
        () -> run(BERT, 2, "bert", "send", "--wait", "delivered", ANNA, "are you there"));
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertDenied(account(ANNA, 1, "anna", "delete"), 35, waiting(2)));
    assertThat(account(ANNA, 1, "anna", "delete", "--force").out()).isEqualTo("deleted\n");
    assertThat(run(NOBODY, 2, "cora", "list", "a*").out()).isEmpty();
    assertDenied(sent.join(), 9, "failed: account deleted");
  }
}
