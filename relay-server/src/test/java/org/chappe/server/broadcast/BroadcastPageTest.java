package org.chappe.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.chappe.model.Payload;
import org.chappe.server.ProtocolPage;
import org.chappe.server.broadcast.BroadcastText.Buckets;
import org.chappe.server.broadcast.BroadcastText.Digest;
import org.chappe.server.broadcast.BroadcastText.Told;
import org.junit.jupiter.api.Test;

/** What {@code docs/PROTOCOL.md} says of the tables of texts to all. */
class BroadcastPageTest {

  private static Payload written(Record read) {
    if (read instanceof Told told) {
      Broadcast broadcast = new Broadcast(told.name(), told.text(), 0);
      return BroadcastText.told(broadcast, told.secondsLeft());
    }
    return read instanceof Digest digest
        ? BroadcastText.of(digest)
        : BroadcastText.of((Buckets) read);
  }

  @Test
  void shouldReadAndWriteTheTablesOfThePage() throws IOException {
    List<String> tables = ProtocolPage.block("news");
    assertThat(tables).hasSizeGreaterThanOrEqualTo(5);
    for (String table : tables) {
      Record read = Objects.requireNonNull(BroadcastText.read(Payload.of(table)), table);
      assertThat(written(read).text()).isEqualTo(table);
    }
  }

  @Test
  void shouldRefuseWhatThePageRefuses() throws IOException {
    List<String> tables = ProtocolPage.block("news-refused");
    assertThat(tables).hasSizeGreaterThanOrEqualTo(10);
    for (String table : tables) {
      assertThat(BroadcastText.isMeant(Payload.of(table))).as(table).isTrue();
      assertThat(BroadcastText.read(Payload.of(table))).as(table).isNull();
    }
  }

  @Test
  void shouldRefuseTextsThatNoClientCouldHaveWritten() {
    String head = "news?go?1234567890.a.0?";
    assertThat(BroadcastText.read(Payload.of(head + "x".repeat(160)))).isNotNull();
    assertThat(BroadcastText.read(Payload.of(head + "x".repeat(161)))).isNull();
    assertThat(BroadcastText.read(Payload.of(head + "é".repeat(80)))).isNotNull();
    assertThat(BroadcastText.read(Payload.of(head + "é".repeat(81)))).isNull();
    assertThat(BroadcastText.read(Payload.of(head + "a\u0001b"))).isNull();
  }
}
