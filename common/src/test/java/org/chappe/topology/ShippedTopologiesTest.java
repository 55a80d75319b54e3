package org.chappe.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.chappe.model.Message;
import org.chappe.model.RelayNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShippedTopologiesTest {

  private static final Path DIRECTORY = Path.of("..", "topology");

  @ParameterizedTest
  @CsvSource({"two, 2, 7001", "five, 5, 7001", "twenty, 20, 7101"})
  void shouldReadEveryShippedFile(String name, int relays, int firstPort) throws Exception {
    Topology topology = TopologyReader.read(DIRECTORY.resolve(name + ".yaml"));

    assertThat(topology.name()).isEqualTo(name);
    assertThat(topology.lanes()).isEqualTo(8);
    assertThat(topology.padBytes()).isEqualTo(32);
    assertThat(topology.relays()).hasSize(relays);
    for (int i = 0; i < relays; i++) {
      assertThat(topology.relays().get(i))
          .isEqualTo(new Topology.Relay(
              new RelayNumber(i + 1), "127.0.0.1", firstPort + i, admin(firstPort + i)));
    }
  }

  private static HostPort admin(int port) {
    return new HostPort("127.0.0.1", port + 1_000);
  }

  @Test
  void shouldShipNoFileThatIsNotTested() throws Exception {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      assertThat(files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml")))
          .containsExactlyInAnyOrder("two.yaml", "five.yaml", "twenty.yaml");
    }
  }

  @Test
  void shouldHaveTheKeysOfTheSchema() {
    JsonNode line = schema();
    JsonNode relay = line.at("/properties/relays/items");

    assertThat(line.get("properties").propertyNames())
        .containsExactlyElementsOf(TopologyDocument.LINE_KEYS);
    assertThat(relay.get("properties").propertyNames())
        .containsExactlyElementsOf(TopologyDocument.RELAY_KEYS);
    assertThat(texts(line.get("required"))).containsExactly("relays");
    assertThat(texts(relay.get("required")))
        .containsExactlyElementsOf(TopologyDocument.RELAY_KEYS_NEEDED);
    JsonNode limits = line.at("/properties/limits");
    assertThat(limits.get("properties").propertyNames())
        .containsExactlyElementsOf(TopologyDocument.LIMIT_KEYS);
    assertThat(limits.get("additionalProperties").booleanValue()).isFalse();
    assertThat(line.get("additionalProperties").booleanValue()).isFalse();
    assertThat(relay.get("additionalProperties").booleanValue()).isFalse();
  }

  @Test
  void shouldHaveTheBoundsOfTheSchema() {
    JsonNode line = schema().get("properties");
    JsonNode relay = line.at("/relays/items/properties");

    assertThat(line.at("/name/maxLength").intValue()).isEqualTo(Topology.NAME_CHARACTERS_MAX);
    assertThat(line.at("/lanes/maximum").intValue()).isEqualTo(Topology.LANES_MAX);
    assertThat(line.at("/pad/maximum").intValue()).isEqualTo(Topology.PAD_BYTES_MAX);
    assertThat(texts(line.at("/links/enum"))).containsExactly("nearest", "express");
    assertThat(texts(line.at("/joining/enum"))).containsExactly("local", "open", "closed");
    JsonNode limits = line.at("/limits/properties");
    assertBounds(limits.get("messages"), 1, Limits.MESSAGES_MAX, Limits.DEFAULT.messages());
    assertBounds(limits.get("megabytes"), 1, Limits.MEGABYTES_MAX, Limits.DEFAULT.megabytes());
    assertBounds(
        limits.get("mailbox-messages"),
        1,
        Limits.MAILBOX_MESSAGES_MAX,
        Limits.DEFAULT.mailboxMessages());
    assertBounds(
        limits.get("mailbox-bytes"),
        Limits.MAILBOX_BYTES_MIN,
        Limits.MAILBOX_BYTES_MAX,
        Limits.DEFAULT.mailboxBytes());
    assertBounds(limits.get("sender-rate"), 1, Limits.SENDER_RATE_MAX, Limits.DEFAULT.senderRate());
    assertBounds(limits.get("life"), 1, Message.LIFE_SECONDS_MAX, Limits.DEFAULT.lifeSeconds());
    assertBounds(
        limits.get("life-max"), 1, Message.LIFE_SECONDS_MAX, Limits.DEFAULT.lifeSecondsMax());
    assertThat(line.at("/relays/maxItems").intValue()).isEqualTo(Topology.RELAYS_MAX);
    assertThat(relay.at("/number/maximum").intValue()).isEqualTo(RelayNumber.MAX);
    assertThat(relay.at("/host/pattern").stringValue())
        .isEqualTo("^" + HostPort.HOST.pattern() + "$");
    assertThat(relay.at("/port/maximum").intValue()).isEqualTo(HostPort.PORT_MAX);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8001, true",
    "[::1]:8001, true",
    "Tower:1, true",
    "[fe80::1%eth0]:65535, true",
    "8001, false",
    "tower, false",
    "tower:0, false",
    "tower:08001, false",
    "::1:8001, false",
    "[::1], false",
    "a/b:8001, false"
  })
  void shouldTakeTheAdminAddressesOfTheSchema(String text, boolean good) {
    String pattern =
        schema().at("/properties/relays/items/properties/admin/pattern").stringValue();

    assertThat(text.matches(pattern)).isEqualTo(good);
    if (good) {
      assertThat(HostPort.parse(text)).hasToString(text.toLowerCase(Locale.ROOT));
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HostPort.parse(text))
          .withMessageContaining(text);
    }
  }

  private static void assertBounds(JsonNode key, long min, long max, long standard) {
    assertThat(key.get("minimum").longValue()).isEqualTo(min);
    assertThat(key.get("maximum").longValue()).isEqualTo(max);
    assertThat(key.get("default").longValue()).isEqualTo(standard);
  }

  private static JsonNode schema() {
    return JsonMapper.shared()
        .readTree(DIRECTORY.resolve("topology.schema.json").toFile());
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }
}
