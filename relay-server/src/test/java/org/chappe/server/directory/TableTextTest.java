package org.chappe.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableTextTest {

  private static final OriginKey ORIGIN = new OriginKey(2, 7);

  /** Nine base-36 digits, the longest counter that is read. */
  private static final long COUNTER_MAX = 101_559_956_668_415L;

  @Test
  void shouldWriteAndReadChanges() {
    Changes changes = new Changes(
        ORIGIN,
        40,
        44,
        List.of(
            new Whereabouts(ClientId.parse("1234567890"), 3, 17),
            new Whereabouts(ClientId.parse("0987654321"), Whereabouts.GONE, 36)));
    Payload text = TableText.of(changes);
    assertThat(text.text()).isEqualTo("clients?2.7.14.18?1234567890/3/h?0987654321/0/10");
    assertThat(TableText.changes(text)).isEqualTo(changes);
    assertThat(TableText.digest(text)).isNull();
  }

  @Test
  void shouldWriteAndReadADigest() {
    Digest digest = new Digest(2, 40, 0, List.of(new Digest.Known(ORIGIN, 37)));
    Payload text = TableText.of(digest);
    assertThat(text.text()).isEqualTo("digest?2.14?2.7.11");
    assertThat(TableText.digest(text)).isEqualTo(digest);
    assertThat(TableText.changes(text)).isNull();
  }

  @Test
  void shouldWriteTheFloorOfADigestOnlyWhenThereIsOne() {
    Digest digest = new Digest(1, 1, 37, List.of());
    assertThat(TableText.of(digest).text()).isEqualTo("digest?1.1.11");
    assertThat(TableText.digest(TableText.of(digest))).isEqualTo(digest);
  }

  @Test
  void shouldFitTheLongestChangesIntoTheBound() {
    OriginKey longest = new OriginKey(9999, MessageId.EPOCH_MAX);
    Whereabouts entry = new Whereabouts(new ClientId(9_999_999_999L), 9999, Credence.VERSION_MAX);
    Changes changes = new Changes(
        longest, COUNTER_MAX - 20, COUNTER_MAX, Collections.nCopies(TableText.ENTRIES_MAX, entry));
    Changes fitting = TableText.fitting(changes);
    assertThat(fitting.entries()).hasSize(6);
    Payload text = TableText.of(fitting);
    assertThat(text.length()).isLessThanOrEqualTo(TableText.BYTES_MAX);
    assertThat(TableText.changes(text)).isEqualTo(fitting);
  }

  @Test
  void shouldFillAFrameWithShortEntries() {
    Whereabouts entry = new Whereabouts(new ClientId(7), 3, 5);
    Changes changes =
        new Changes(new OriginKey(2, 7), 0, 12, Collections.nCopies(TableText.ENTRIES_MAX, entry));
    assertThat(TableText.fitting(changes)).isEqualTo(changes);
    assertThat(TableText.of(changes).length()).isGreaterThan(TableText.BYTES_MAX - 15);
  }

  @Test
  void shouldFitTheLongestDigestIntoTheBound() {
    List<Digest.Known> known = new ArrayList<>();
    for (long i = TableText.KNOWN_MAX; i > 0; i--) {
      OriginKey origin = new OriginKey(9999, MessageId.EPOCH_MAX - i);
      known.add(new Digest.Known(origin, Credence.NUMBER_MAX));
    }
    Digest digest = new Digest(TableText.PARTS_MAX, TableText.PARTS_MAX, COUNTER_MAX, known);
    Payload text = TableText.of(digest);
    assertThat(text.length()).isLessThanOrEqualTo(TableText.BYTES_MAX);
    assertThat(TableText.digest(text)).isEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clients?2.7.14.18",
        "clients?2.7.0.1?0987654321/0/10",
        "clients?2.7.0.9?0987654321/0/10?3?1234567890/3/1",
        "clients?9999.zzzzzzzz.0.zzzzzzzzz?9999999999/9999/zzzzzz",
      })
  void shouldWriteChangesAsTheyWereRead(String text) {
    Changes changes = Objects.requireNonNull(TableText.changes(Payload.of(text)));
    assertThat(TableText.of(changes).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "clients",
        "clients?",
        "clients?2.7.14",
        "clients?2.7.14.18.1",
        "clients?2.7.18.14",
        "clients?2.7.14.14",
        "clients?0.7.0.1",
        "clients?10000.7.0.1",
        "clients?02.7.0.1",
        "clients?+2.7.0.1",
        "clients?2.07.0.1",
        "clients?2.7.A.B",
        "clients?2.7.-1.1",
        "clients?2.7.0.zzzzzzzzzz",
        "clients?2.7.0.1?",
        "clients?2.7.0.9?3?1234567890/3/1",
        "clients?2.7.0.9?1234567890/3/1?3",
        "clients?2.7.0.9?1234567890/3/1?1?1?0987654321/0/10",
        "clients?2.7.0.9?1234567890/3/1?0?0987654321/0/10",
        "clients?2.7.0.9?1234567890/3/1?8?0987654321/0/10",
        "clients?2.7.0.1?1234567890/3",
        "clients?2.7.0.1?1234567890/3/1/1",
        "clients?2.7.0.1?123456789/3/1",
        "clients?2.7.0.1?1234567890/00/1",
        "clients?2.7.0.1?1234567890/-1/1",
        "clients?2.7.0.1?1234567890/3/01",
        "clients?2.7.0.1?1234567890/3/",
        "clients?2.7.0.1?1234567890/3/1?0987654321/3/1",
        "clients?2.7.0.1/1234567890/3/1",
        "Clients?2.7.0.1?1234567890/3/1",
        "digest",
        "digest?",
        "digest?1",
        "digest?1.1.1.1",
        "digest?1.1.0",
        "digest?1.1.01",
        "digest?1.1?2.7.1?2.7.2",
        "digest?1.1?2.8.1?2.7.1",
        "digest?1.1?3.7.1?2.8.1",
        "digest?1.1?2.100000000.1",
        "digest?1.1?2.7.zzzzzzzzz",
        "clients?2.100000000.0.1",
        "clients?1000000.7.0.1",
        "clients?2.7.0.1?1234567890/1000000/1",
        "digest?0.1",
        "digest?2.1",
        "digest?01.1",
        "digest?1.1?2.7",
        "digest?1.1?2.7.1.1",
        "digest?1.1?0.7.1",
        "digest?1.1?2.7.01",
        "digest?1.zzzzz",
        "relays?1.1"
      })
  void shouldReadNothingFromBadText(String text) {
    assertThat(TableText.changes(Payload.of(text))).isNull();
    assertThat(TableText.digest(Payload.of(text))).isNull();
  }
}
