package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chappe.model.Payload;
import org.chappe.server.ProtocolPage;
import org.junit.jupiter.api.Test;

/** The payloads in section 10 of {@code docs/PROTOCOL.md}. */
final class TablePageTest {

  @Test
  void shouldReadAndWriteWhatThePageSays() throws IOException {
    List<String> block = ProtocolPage.block("tables");
    assertThat(block).hasSizeGreaterThan(8);
    for (int i = 0; i < block.size(); i += 2) {
      Payload payload = Payload.of(block.get(i));
      assertThat("  " + described(payload)).as(block.get(i)).isEqualTo(block.get(i + 1));
    }
  }

  private static String described(Payload payload) {
    Changes changes = TableText.changes(payload);
    if (changes != null) {
      assertThat(TableText.of(changes)).isEqualTo(payload);
      return describe(changes);
    }
    Digest digest = Objects.requireNonNull(TableText.digest(payload), payload.text());
    assertThat(TableText.of(digest)).isEqualTo(payload);
    return describe(digest);
  }

  private static String describe(Changes changes) {
    List<String> words = new ArrayList<>();
    words.add("changes of=" + changes.origin());
    words.add("from=" + changes.from() + " to=" + changes.to());
    for (int i = 0; i < changes.entries().size(); i++) {
      Whereabouts entry = changes.entries().get(i);
      String where = entry.client() + "@" + entry.relay() + "v" + entry.version();
      words.add(changes.numbers().get(i) + ":" + where);
    }
    return String.join(" ", words);
  }

  private static String describe(Digest digest) {
    List<String> words = new ArrayList<>();
    words.add("digest part=" + digest.part() + "/" + digest.parts() + " floor=" + digest.floor());
    digest.known().forEach(known -> words.add(known.origin() + "<=" + known.to()));
    return String.join(" ", words);
  }

  @Test
  void shouldRefuseWhatThePageRefuses() throws IOException {
    List<String> block = ProtocolPage.block("tables-refused");
    assertThat(block).hasSizeGreaterThan(8);
    Gossip gossip = new Gossip(new Directory(new OriginKey(5, 1), 0));
    for (String text : block) {
      assertThat(gossip.read(Payload.of(text), any -> {})).as(text).isEqualTo(Gossip.Reading.BAD);
    }
  }
}
