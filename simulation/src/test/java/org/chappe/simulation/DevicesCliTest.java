package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.LIMIT;
import static org.chappe.simulation.Commands.NONE;
import static org.chappe.simulation.Commands.assertSays;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.chappe.auth.LoginKeys;
import org.chappe.client.Devices;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.model.ClientId;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several devices of one account with the commands of the real program, at real relays. */
@Timeout(300)
class DevicesCliTest {

  @RegisterExtension
  private final Commands commands = new Commands(2);

  @BeforeEach
  void createAccount() throws IOException {
    commands.write("first", "first password");
    commands.write("second", "second password");
    assertDone(anna(1, "laptop", "account", "create", "--name", "Anna", password("first")));
  }

  /** Each of Anna's devices is a journal of hers. */
  private Run anna(int relay, String journal, String... words) {
    return commands.runAs(ANNA, relay, journal, words);
  }

  /** The same with a password in the environment. */
  private Run annaWithPassword(int relay, String journal, String... words) {
    commands.environment().put("CHAPPE_PASSWORD", "first password");
    try {
      return anna(relay, journal, words);
    } finally {
      commands.environment().remove("CHAPPE_PASSWORD");
    }
  }

  private Run bert(String... words) {
    return commands.bert(words);
  }

  private Path kept(String name) {
    return commands.directory().resolve(name);
  }

  private String password(String which) {
    return "--password-file=" + kept(which);
  }

  private static void assertDone(Run run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  private static void assertDenied(Run run, int exitCode, String words) {
    assertThat(run.err()).contains("relay-client: " + words);
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  private void addBoth() {
    assertThat(anna(1, "laptop", "device", "add", "laptop"))
        .isEqualTo(new Run(0, "this is the device laptop of " + ANNA + " now\n", ""));
    assertDone(anna(2, "phone", "device", "add", "phone", password("first")));
  }

  /** Gets what waits for a device again and again, until all that came holds something. */
  private String getUntil(int relay, String journal, String expected) {
    StringBuilder got = new StringBuilder();
    await().atMost(LIMIT).until(() -> {
      got.append(anna(relay, journal, "get").out());
      return got.indexOf(expected) >= 0;
    });
    return got.toString();
  }

  private static int count(String text, String words) {
    return text.split(words, -1).length - 1;
  }

  @Test
  void shouldBringAllMailToEachDeviceAndShowOnOneWhatTheOtherSends() throws IOException {
    addBoth();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept("laptop/device"))))
        .isEqualTo("rw-------");
    assertThat(kept("laptop/login")).doesNotExist();
    assertThat(kept("laptop/device.begun")).doesNotExist();
    // what comes, comes to both, and its sender hears it from the first
    CompletableFuture<Run> sent =
        CompletableFuture.supplyAsync(() -> bert("send", "--wait", "delivered", ANNA, "for both"));
    String onLaptop = getUntil(1, "laptop", BERT + ": for both");
    assertDone(sent.join());
    String onPhone = getUntil(2, "phone", BERT + ": for both");
    // what one sends, the other shows
    CompletableFuture<Run> heard =
        CompletableFuture.supplyAsync(() -> bert("listen", "--count", "1", "--seconds", "60"));
    assertDone(anna(2, "phone", "send", "--wait", "delivered", BERT, "from my phone"));
    // without the name where the relay takes longer to tell it than the client waits
    assertThat(heard.join().out())
        .isIn("Anna (" + ANNA + "): from my phone\n", ANNA + ": from my phone\n");
    String own = "to " + BERT + ": from my phone (from your other device)";
    onLaptop += getUntil(1, "laptop", own);
    await().atMost(LIMIT).untilAsserted(() -> {
      anna(1, "laptop", "get");
      assertThat(anna(1, "laptop", "history").out())
          .contains("to " + BERT + ": from my phone (delivered)");
    });
    onLaptop += anna(1, "laptop", "get").out();
    onPhone += anna(2, "phone", "get").out();
    assertThat(count(onLaptop, "for both")).isEqualTo(1);
    assertThat(count(onLaptop, "from my phone")).isEqualTo(1);
    assertThat(count(onPhone, "for both")).isEqualTo(1);
    assertThat(onPhone).doesNotContain("from my phone");
    assertThat(anna(2, "phone", "history").out())
        .contains("to " + BERT + ": from my phone (delivered)");
  }

  @Test
  void shouldKeepMailForADeviceThatWasThereWithinThirtyDays() {
    addBoth();
    assertDone(bert("send", "--wait", "stored", ANNA, "read me within a month"));
    getUntil(1, "laptop", "read me within a month");
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(anna(2, "phone", "get", "--peek").out())
            .isEqualTo(BERT + ": read me within a month\n"));
    commands.line().leap(Duration.ofDays(29));
    getUntil(2, "phone", BERT + ": read me within a month");
    assertDone(bert("send", "--wait", "stored", ANNA, "and me"));
    getUntil(1, "laptop", "and me");
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(anna(2, "phone", "get", "--peek").out()).isEqualTo(BERT + ": and me\n"));
    commands.line().leap(Duration.ofDays(31));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(anna(2, "phone", "get", "--peek").out()).isEqualTo("nothing waits\n"));
    assertThat(anna(2, "phone", "get").out()).isEqualTo("nothing waits\n");
  }

  @Test
  void shouldTellProgramsWhoseItIs() {
    addBoth();
    assertDone(anna(1, "laptop", "send", BERT, "from my laptop"));
    StringBuilder got = new StringBuilder();
    await().atMost(LIMIT).until(() -> {
      got.append(anna(2, "phone", "get", "-o", "json").out());
      return got.indexOf("from my laptop") >= 0;
    });
    assertThat(got).contains("\"own\":true,\"source\":\"" + ANNA + "\",\"to\":\"" + BERT + "\",");
    assertThat(anna(2, "phone", "device", "list", "-o", "json").out().lines())
        .containsExactlyInAnyOrder(
            "{\"type\":\"device\",\"id\":\"" + ANNA + "\",\"name\":\"laptop\",\"relay\":1}",
            "{\"type\":\"device\",\"id\":\"" + ANNA
                + "\",\"name\":\"phone\",\"relay\":2,\"here\":true}");
    assertThat(anna(2, "phone", "whoami", "-o", "json").out())
        .contains("\"id\":\"" + ANNA + "\"", "\"device\":\"phone\"");
    assertThat(anna(2, "phone", "whoami").out()).contains(", device phone, journal in ");
  }

  @Test
  void shouldSayWhyItCantBeDone() throws IOException {
    assertDenied(anna(1, "laptop", "device", "add", "my phone"), 2, "add and remove take a name");
    assertDenied(anna(1, "laptop", "device", "remove"), 2, "add and remove take a name");
    assertDenied(anna(1, NONE, "device", "add", "phone"), 2, "a device keeps a journal");
    assertDenied(bert("device", "add", "phone", password("first")), 31, BERT + " has no account");
    assertDenied(anna(2, "phone", "device", "list", password("second")), 32, "wrong password");
    assertThat(anna(1, "laptop", "device", "list").out()).startsWith("no devices");
    addBoth();
    assertDenied(
        anna(1, "laptop", "device", "add", "other"), 30, "this is the device laptop already");
    assertDenied(
        anna(2, "tablet", "device", "add", "phone", password("first")),
        30,
        "another device is called phone");
    assertDenied(anna(2, "phone", "device", "remove", "fax"), 31, "no device is called fax");
    assertDenied(anna(2, "phone", "account", "login"), 30, "this is the device phone of " + ANNA);
    assertDenied(
        anna(2, "phone", "account", "delete", "--end-devices"),
        2,
        "--end-devices goes with passwd");
    // made, but never heard of
    LoginKeys begun = Devices.draw();
    RelayClientConfig config = commands.line().clientConfig(ClientId.parse(ANNA), 1);
    try (RelayClient owner = RelayClient.connect(config).join()) {
      var unused = owner.accounts().logInAsOwner("first password".toCharArray()).join();
      var made = owner.devices().add("tablet", begun).join();
      assertThat(made.name().name()).isEqualTo("tablet");
    }
    Files.createDirectories(kept("tablet"));
    Files.writeString(kept("tablet/device.begun"), begun.text());
    assertThat(anna(1, "tablet", "device", "add", "slate", password("first")).out())
        .isEqualTo("this is the device tablet of " + ANNA + " now; it was begun under that name\n");
    // who isn't one of them
    String advice = ANNA
        + " has devices; log in as one of them, or make this one: relay-client device add NAME";
    assertDenied(anna(1, "stranger", "account", "login", password("first")), 37, advice);
    assertDenied(annaWithPassword(1, NONE, "get"), 37, advice);
  }

  @Test
  void shouldEndADeviceAndThenTheAccount() {
    addBoth();
    assertThat(anna(1, "laptop", "device", "remove", "phone").out())
        .isEqualTo("removed; what none has fetched comes to the others\n");
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(anna(2, "phone", "get").exitCode()).isEqualTo(31));
    assertDone(anna(2, "phone", "device", "remove", "phone"));
    assertThat(kept("phone/device")).doesNotExist();
    assertDone(anna(2, "phone", "device", "add", "phone", password("first")));
    // the owner's password is still needed for the account
    assertDenied(anna(2, "phone", "account", "delete", password("second")), 32, "wrong password");
    assertSays(
        annaWithPassword(2, "phone", "account", "passwd", "--end-devices", password("second")),
        "the password is another now; ended laptop");
    assertDone(anna(2, "phone", "get"));
    assertThat(anna(2, "phone", "device", "list").out())
        .isEqualTo("phone, at relay 2 (this one)\n");
    assertThat(anna(2, "phone", "account", "delete", password("second")).out())
        .isEqualTo("deleted, with its devices\n");
    assertThat(kept("phone/device")).doesNotExist();
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(anna(1, "laptop", "get").exitCode()).isEqualTo(31));
  }

  @Test
  void shouldSayThatTheAccountIsOneClientsAgain() {
    addBoth();
    assertSays(
        anna(1, "laptop", "device", "remove", "phone"),
        "removed; what none has fetched comes to the others");
    assertDone(bert("send", "--wait", "stored", ANNA, "for whoever comes"));
    assertSays(
        anna(1, "laptop", "device", "remove", "laptop"),
        "removed; that was the last: the account is used by one client at a time again");
    assertSays(
        annaWithPassword(1, "laptop", "device", "list"),
        "no devices: the account is used by one client at a time");
    assertSays(annaWithPassword(1, "laptop", "account", "login"), "logged in");
    assertThat(getUntil(1, "laptop", BERT + ": for whoever comes"))
        .containsOnlyOnce("for whoever comes");
  }
}
