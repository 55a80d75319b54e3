package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.junit.jupiter.api.Test;

class JoinerTest {

  private static final ClientId ANN = new ClientId(1);
  private static final ClientId BEN = new ClientId(2);

  private final List<Message> dropped = new ArrayList<>();
  private final Joiner joiner = new Joiner(dropped::add);

  static Message part(ClientId source, MessageId id, Part part, Payload text) {
    return new Message(
        source,
        BEN,
        id,
        part,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        Receipt.WANTED,
        Via.DIRECT,
        null,
        text);
  }

  private static Message part(long n, int k, int parts) {
    return part(ANN, new MessageId(5, n), new Part(k, parts), Payload.of("<" + n + ">"));
  }

  @Test
  void shouldGiveTheWholeUnderTheNumberOfItsFirstPart() {
    assertThat(joiner.add(part(12, 3, 3), 0)).isNull();
    assertThat(joiner.add(part(10, 1, 3), 0)).isNull();
    Message whole = Objects.requireNonNull(joiner.add(part(11, 2, 3), 0));
    assertThat(whole.text().text()).isEqualTo("<10><11><12>");
    assertThat(whole.id()).isEqualTo(new MessageId(5, 10));
    assertThat(whole.part()).isNull();
    assertThat(whole.source()).isEqualTo(ANN);
    assertThat(joiner.unfinished()).isZero();
    assertThat(joiner.dropped()).isZero();
  }

  @Test
  void shouldNotCountAPartTwice() {
    assertThat(joiner.add(part(10, 1, 2), 0)).isNull();
    assertThat(joiner.add(part(10, 1, 2), 0)).isNull();
    assertThat(joiner.add(part(11, 2, 2), 0)).isNotNull();
  }

  @Test
  void shouldKeepTextsApartThatDifferInSourceEpochNumberOrLength() {
    joiner.add(part(10, 1, 2), 0);
    joiner.add(part(BEN, new MessageId(5, 11), new Part(2, 2), Payload.EMPTY), 0);
    joiner.add(part(ANN, new MessageId(6, 11), new Part(2, 2), Payload.EMPTY), 0);
    joiner.add(part(12, 2, 2), 0);
    joiner.add(part(11, 2, 3), 0);
    assertThat(joiner.unfinished()).isEqualTo(5);
  }

  @Test
  void shouldTakeATextOfOnePart() {
    assertThat(joiner.add(part(3, 1, 1), 0)).isNotNull();
  }

  @Test
  void shouldIgnoreAPartWhoseFirstCanHaveNoNumber() {
    assertThat(joiner.add(part(0, 2, 2), 0)).isNull();
    assertThat(joiner.unfinished()).isZero();
  }

  @Test
  void shouldDropATextThatDoesNotBecomeCompleteInThirtyDays() {
    joiner.add(part(10, 1, 2), 100);
    joiner.add(part(20, 1, 2), 101);
    joiner.dropOverdue(100 + Joiner.AGE_SECONDS_MAX - 1);
    assertThat(dropped).isEmpty();
    joiner.dropOverdue(100 + Joiner.AGE_SECONDS_MAX);
    assertThat(dropped).containsExactly(part(10, 1, 2));
    assertThat(joiner.dropped()).isEqualTo(1);
    assertThat(joiner.add(part(21, 2, 2), 100 + Joiner.AGE_SECONDS_MAX)).isNotNull();
  }

  @Test
  void shouldDropTheTextBegunFirstWhenThereAreTooMany() {
    for (int text = 0; text < Joiner.TEXTS_MAX; text++) {
      joiner.add(part(10L * text, 1, 3), 0);
    }
    joiner.add(part(1, 2, 3), 0);
    assertThat(dropped).isEmpty();
    joiner.add(part(10L * Joiner.TEXTS_MAX, 1, 3), 0);
    assertThat(dropped).containsExactly(part(0, 1, 3), part(1, 2, 3));
    assertThat(joiner.dropped()).isEqualTo(1);
    assertThat(joiner.unfinished()).isEqualTo(Joiner.TEXTS_MAX);
  }
}
