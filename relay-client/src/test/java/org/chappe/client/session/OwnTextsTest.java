package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.SECOND;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.node.Delivery;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes to a device: mail for its owner, and what the owner's other devices have sent. */
class OwnTextsTest {

  private static final ClientId OWNER = new ClientId(3_333_333_333L);
  private static final long THEIRS = Rig.EPOCH + 7;

  private final MemoryStore store = new MemoryStore();

  /** A device that listens; the other end of its conversations is Ben. */
  private Rig device() {
    return Rig.device(store, OWNER).attach().listening();
  }

  private static Message copy(long n, String text) {
    return Rig.fromBen(new MessageId(THEIRS, n), null, Receipt.COPY, text);
  }

  private static Message own(long n, String text) {
    return Rig.fromBen(new MessageId(THEIRS, n), null, Receipt.OWN, text);
  }

  private static Message part(long n, int k, int parts, String text) {
    return Rig.fromBen(new MessageId(THEIRS, n), new Part(k, parts), Receipt.OWN, text);
  }

  private static Message receipt(Receipt kind, long n) {
    return Rig.fromBen(new MessageId(THEIRS, n), null, kind, "");
  }

  private List<SentState> states() {
    return History.sent(store).stream().map(SentText::state).toList();
  }

  @Test
  void shouldShowACopyAsAnyMessageInItsOrderAndOnce() {
    Rig rig = device();
    rig.leave(copy(1, "second"));
    rig.leave(copy(0, "first"));
    rig.leave(copy(1, "second"));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("first", "second");
    assertThat(rig.deliveries).noneMatch(Delivery::isOwn);
    assertThat(History.received(store)).hasSize(2);
    assertThat(rig.home.waiting(Rig.ANN)).isZero();
  }

  @Test
  void shouldKnowACopyOfWhatCameBeforeItWasADevice() {
    Rig owner = Rig.keeping(store).attach().listening();
    owner.leave(Rig.fromBen(new MessageId(THEIRS, 0), null, Receipt.WANTED, "hello"));
    owner.run(SECOND);
    assertThat(owner.deliveredTexts()).containsExactly("hello");
    Rig device = device();
    device.leave(copy(0, "hello"));
    device.leave(copy(1, "news"));
    device.run(SECOND);
    assertThat(device.deliveredTexts()).containsExactly("news");
  }

  @Test
  void shouldShowOnceWhatAnotherDeviceHasSentAndKeepItAsSent() {
    Rig rig = device();
    rig.leave(own(0, "from my laptop"));
    rig.run(SECOND);
    rig.home.restart();
    rig.leave(own(0, "from my laptop"));
    rig.run(20 * SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("from my laptop");
    assertThat(rig.deliveries).allMatch(Delivery::isOwn);
    SentText sent = History.sent(store).get(0);
    assertThat(sent.destination()).isEqualTo(BEN);
    assertThat(sent.id()).isEqualTo(new MessageId(THEIRS, 0));
    assertThat(sent.state()).isEqualTo(SentState.ACCEPTED);
    assertThat(History.of(store)).as("it isn't among what came, too").containsExactly(sent);
  }

  @Test
  void shouldTellItFromWhatItsRecipientHasSentUnderTheSameNumber() {
    Rig rig = device();
    rig.leave(own(0, "to Ben"));
    rig.leave(copy(0, "from Ben"));
    rig.leave(part(1, 1, 2, "to "));
    rig.leave(Rig.fromBen(new MessageId(THEIRS, 2), new Part(2, 2), Receipt.COPY, "him"));
    rig.leave(Rig.fromBen(new MessageId(THEIRS, 1), new Part(1, 2), Receipt.COPY, "from "));
    rig.leave(part(2, 2, 2, "Ben"));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("to Ben", "from Ben", "from him", "to Ben");
  }

  @Test
  void shouldJoinWhatAnotherDeviceSentInPartsThoughItDiesBetweenThem() {
    Rig rig = device();
    rig.leave(part(5, 2, 3, "long "));
    rig.leave(part(4, 1, 3, "a "));
    rig.run(SECOND);
    assertThat(rig.delivered).isEmpty();
    assertThat(History.sent(store)).isEmpty();
    Rig next = rig.reborn(Rig.EPOCH + 60_000).attach().listening();
    next.leave(part(6, 3, 3, "text"));
    next.run(SECOND);
    assertThat(next.deliveredTexts()).containsExactly("a long text");
    assertThat(History.sent(store)).extracting(SentText::parts).containsExactly(3);
    Rig last = next.reborn(Rig.EPOCH + 120_000).attach();
    last.run(SECOND);
    assertThat(last.delivered).isEmpty();
  }

  @Test
  void shouldShowItAfterACrashIfNobodyHasSeenItAndKeepItOnce() {
    Rig rig = Rig.device(store, OWNER, 0).attach().listening();
    rig.order(new ClientOrder.Credit(1));
    rig.leave(own(0, "one"));
    rig.leave(own(1, "two"));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("one");
    assertThat(rig.home.waiting(Rig.ANN)).as("what isn't allowed stays there").isEqualTo(1);
    rig.commits = false;
    rig.order(new ClientOrder.Credit(1));
    rig.run(SECOND);
    rig.writeNext(); // what came is on disk, and the client dies before it shows it
    Rig next = rig.reborn(Rig.EPOCH + 60_000).attach().listening();
    next.order(new ClientOrder.Credit(5));
    next.run(SECOND);
    assertThat(next.deliveredTexts()).containsExactly("two");
    assertThat(History.sent(store)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"STORED", "DELIVERED", "EXPIRED", "FAILED"})
  void shouldSayWhatBecameOfItThatComesBeforeItOrAfter(Receipt kind) {
    Rig rig = device();
    rig.leave(receipt(kind, 0));
    rig.leave(own(0, "after its receipt"));
    rig.leave(own(1, "before its receipt"));
    rig.leave(receipt(kind, 1));
    rig.run(SECOND);
    SentState said = SentState.valueOf(kind.name());
    assertThat(states()).containsExactly(said, said);
  }

  @Test
  void shouldTakeNothingBackOfWhatWasDelivered() {
    Rig rig = device();
    rig.leave(own(0, "hello"));
    rig.leave(receipt(Receipt.EXPIRED, 0));
    rig.run(SECOND);
    assertThat(states()).containsExactly(SentState.EXPIRED);
    rig.leave(receipt(Receipt.DELIVERED, 0));
    rig.leave(receipt(Receipt.STORED, 0));
    rig.run(SECOND);
    assertThat(states()).containsExactly(SentState.DELIVERED);
  }

  @ParameterizedTest
  @CsvSource({
    "DELIVERED,DELIVERED,DELIVERED",
    "DELIVERED,STORED,STORED",
    "STORED,STORED,STORED",
    "STORED,EXPIRED,EXPIRED",
    "DELIVERED,FAILED,FAILED"
  })
  void shouldSayOfALongTextWhatHoldsForAllOfIt(Receipt first, Receipt second, SentState said) {
    Rig rig = device();
    rig.leave(part(0, 1, 2, "long "));
    rig.leave(part(1, 2, 2, "text"));
    rig.leave(receipt(first, 0));
    rig.run(SECOND);
    assertThat(states()).containsExactly(SentState.ACCEPTED);
    Rig next = rig.reborn(Rig.EPOCH + 60_000).attach().listening();
    next.leave(receipt(second, 1));
    next.run(SECOND);
    assertThat(states()).containsExactly(said);
  }

  @Test
  void shouldCountOnAboveTheNumbersOfWhatIsUnderWay() {
    Rig rig = device();
    rig.isLost = frame -> true;
    rig.send(1, "not sent yet");
    rig.run(SECOND);
    Rig next = rig.reborn(Rig.EPOCH + 60_000).attach().listening();
    next.leave(own(0, "theirs"));
    next.run(SECOND);
    assertThat(History.sent(store))
        .extracting(text -> text.text().text())
        .containsExactly("not sent yet", "theirs");
  }

  private static Message toAll(ClientId writer) {
    Message message = copy(3, "storm coming");
    return new Message(
        writer,
        message.destination(),
        message.id(),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        Receipt.NONE,
        Via.BROADCAST,
        null,
        message.text());
  }

  @Test
  void shouldShowWhatAnotherDeviceToldAllAsItsOwn() {
    Rig rig = device();
    rig.leave(toAll(OWNER));
    rig.leave(toAll(OWNER));
    rig.leave(toAll(BEN));
    rig.run(SECOND);
    assertThat(rig.deliveries).extracting(Delivery::isOwn).containsExactly(true, false);
    assertThat(History.sent(store))
        .extracting(SentText::destination)
        .containsExactly(ClientId.EVERYONE);
    assertThat(History.received(store)).hasSize(1);
  }

  @Test
  void shouldHeedNoWordBetweenRelays() {
    Rig rig = device();
    rig.leave(receipt(Receipt.TAKEN, 0));
    rig.leave(receipt(Receipt.VOID, 0));
    rig.leave(copy(0, "hello"));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("hello");
    assertThat(rig.home.waiting(Rig.ANN)).isZero();
  }

  @Test
  void shouldShowItWithoutAJournalToo() {
    ClientConfig config = ClientConfig.of(Rig.ANN, Rig.EPOCH).ofDevice(OWNER);
    Rig rig = new Rig(config, Session.FRAMES_MAX).attach().listening();
    rig.leave(own(0, "hello"));
    rig.leave(own(0, "hello"));
    rig.leave(receipt(Receipt.DELIVERED, 0));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("hello");
  }
}
