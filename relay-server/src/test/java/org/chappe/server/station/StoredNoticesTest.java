package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;

final class StoredNoticesTest {

  private static final ClientId ANNA = new ClientId(1);

  private final StoredNotices notices = new StoredNotices(100);

  private static StoredNotice notice(long destination, long version, long first, long last) {
    return new StoredNotice(
        new ClientId(destination), ANNA, version, MailKind.MESSAGE, 7, first, last);
  }

  private StoredNotices.Bundle take() {
    return Objects.requireNonNull(notices.take());
  }

  private static List<StoredNotice> in(StoredNotices.Bundle bundle) {
    return Objects.requireNonNull(NoticeText.read(bundle.payload()));
  }

  @Test
  void shouldMakeOneNoticeOfABurst() {
    for (long n = 0; n < 1_000; n++) {
      notices.add(5, 1, notice(2, 1, n, n));
    }
    StoredNotices.Bundle bundle = take();
    assertThat(bundle.storer()).isEqualTo(5);
    assertThat(bundle.custodian()).isEqualTo(1);
    assertThat(in(bundle)).containsExactly(notice(2, 1, 0, 999));
    assertThat(notices.isEmpty()).isTrue();
    assertThat(notices.take()).isNull();
  }

  @Test
  void shouldKeepGapsAndVersionsApart() {
    notices.add(5, 1, notice(2, 1, 0, 3));
    notices.add(5, 1, notice(2, 1, 5, 6));
    notices.add(5, 1, notice(2, 2, 4, 4));
    assertThat(in(take()))
        .containsExactly(notice(2, 1, 0, 3), notice(2, 1, 5, 6), notice(2, 2, 4, 4));
  }

  @Test
  void shouldTellEachRelayItsOwnInTurn() {
    for (long destination = 0; destination < 20; destination++) {
      notices.add(5, 1, notice(destination, 1, 0, 0));
    }
    notices.add(4, 1, notice(2, 1, 0, 0));
    notices.add(5, 2, notice(2, 1, 0, 0));
    List<String> ways = new ArrayList<>();
    int told = 0;
    for (StoredNotices.Bundle next = notices.take(); next != null; next = notices.take()) {
      ways.add(next.storer() + ">" + next.custodian());
      told += in(next).size();
    }
    assertThat(ways).startsWith("5>1", "4>1", "5>2", "5>1");
    assertThat(told).isEqualTo(22);
    assertThat(notices.runs()).isZero();
  }

  @Test
  void shouldGoOnWithWhatDidNotFit() {
    for (long n = 0; n < 100; n += 2) {
      notices.add(5, 1, notice(2, 1, n, n));
    }
    List<StoredNotice> told = new ArrayList<>();
    for (StoredNotices.Bundle next = notices.take(); next != null; next = notices.take()) {
      told.addAll(in(next));
    }
    assertThat(told).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void shouldDropAndCountWhatFindsNoRoom() {
    for (long destination = 0; destination < 103; destination++) {
      notices.add(5, 1, notice(destination, 1, 0, 0));
    }
    assertThat(notices.runs()).isEqualTo(100);
    assertThat(notices.dropped()).isEqualTo(3);
    notices.add(5, 1, notice(0, 1, 1, 1));
    assertThat(notices.dropped()).as("what is merged needs no room").isEqualTo(3);
  }

  @Test
  void shouldForgetAndCountTheLowestOfTooManyRanges() {
    for (long n = 0; n <= StoredNotices.RANGES_MAX; n++) {
      notices.add(5, 1, notice(2, 1, 2 * n, 2 * n));
    }
    assertThat(notices.dropped()).isEqualTo(1);
    assertThat(in(take())).doesNotContain(notice(2, 1, 0, 0)).contains(notice(2, 1, 2, 2));
  }
}
