package org.chappe.client.session;

import java.util.List;
import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.jspecify.annotations.Nullable;

/**
 * A text on its way, in one part or several: how far each part has come, and so the whole.
 *
 * <pre>
 *  state  event                                         next state
 *  OPEN   all parts have come to the stage asked for    DONE
 *         a part is refused, expired or failed          DEAD
 *  DONE   a part is expired or failed                   DEAD
 * </pre>
 *
 * <p>Receipts may overtake each other and the home's acknowledgement; a later stage implies the earlier.
 */
final class Submission {

  private enum State {
    OPEN,
    DONE,
    DEAD
  }

  /** The token of what an earlier run of the client was given. */
  static final long EARLIER = -1;

  /** Nobody knows yet how long it is to be waited for. */
  static final long NO_LIMIT = -1;

  /** It was never written down. */
  static final long NO_RECORD = -1;

  private final long token;
  private final ClientId destination;
  private final MessageId first;
  private final List<Payload> texts;
  private final Stage until;
  private final long lifeSeconds;
  private final PartStages stages = new PartStages();

  private @Nullable Stage told;
  private long answerByMillis = NO_LIMIT;
  private long recordNumber = NO_RECORD;
  private long sentMillis;
  private boolean written;
  private boolean inHistory = true;
  private @Nullable Address home;
  private boolean hadOtherHomes;
  private State state = State.OPEN;
  private @Nullable SentState badEnd;
  private @Nullable SentState filedAs;

  /**
   * @param token of the order that it answers, or {@link #EARLIER}
   * @param first the number of its first part; the others follow without a gap
   * @param texts its parts, 1 to {@link LongText#PARTS_MAX}
   * @param until the stage that the program waits for
   * @param lifeSeconds how long the network is to try; {@link Message#UNLIMITED} for as long as the home has it
   */
  Submission(
      long token,
      ClientId destination,
      MessageId first,
      List<Payload> texts,
      Stage until,
      long lifeSeconds) {
    this.token = token;
    this.destination = destination;
    this.first = first;
    this.texts = List.copyOf(texts);
    this.until = until;
    this.lifeSeconds = lifeSeconds;
  }

  /** A part as the message that carries it. */
  Message message(ClientId source, int k) {
    return new Message(
        source,
        destination,
        idOf(k),
        parts() == 1 ? null : new Part(k, parts()),
        Message.UNLIMITED,
        Message.NOBODY,
        lifeSeconds,
        wantsReceipts() ? Receipt.WANTED : Receipt.NONE,
        Via.DIRECT,
        null,
        texts.get(k - 1));
  }

  /** A part goes to a home. */
  void sendTo(Address newHome) {
    hadOtherHomes |= mayBeElsewhereThan(newHome);
    home = newHome;
  }

  /** Whether another home may have taken a part, as its word may have got lost. */
  boolean mayBeElsewhereThan(@Nullable Address refusing) {
    return hadOtherHomes || (home != null && !home.equals(refusing));
  }

  long token() {
    return token;
  }

  ClientId destination() {
    return destination;
  }

  /** The number of its first part, which stands for the whole. */
  MessageId id() {
    return first;
  }

  int parts() {
    return texts.size();
  }

  List<Payload> texts() {
    return texts;
  }

  Stage until() {
    return until;
  }

  long lifeSeconds() {
    return lifeSeconds;
  }

  /** Whether an earlier run of the client was given it, so that nobody knows its token. */
  boolean isEarlier() {
    return token == EARLIER;
  }

  /** Until when receipts are waited for, in milliseconds since 1970, or {@link #NO_LIMIT}. */
  long answerByMillis() {
    return answerByMillis;
  }

  void waitUntil(long millis) {
    answerByMillis = millis;
  }

  /** When it was sent, in milliseconds since 1970. */
  long sentMillis() {
    return sentMillis;
  }

  void setSentMillis(long millis) {
    sentMillis = millis;
  }

  /** What is known of the whole. */
  SentState state() {
    if (badEnd != null) {
      return badEnd;
    }
    if (count(Stage.DELIVERED) == parts()) {
      return SentState.DELIVERED;
    }
    if (count(Stage.STORED) == parts()) {
      return SentState.STORED;
    }
    return isAccepted() ? SentState.ACCEPTED : SentState.WAITING;
  }

  /** Whether the home has all of it. */
  boolean isAccepted() {
    return count(Stage.ACCEPTED) == parts();
  }

  /** Under which number it is written down, or {@link #NO_RECORD}. */
  long recordNumber() {
    return recordNumber;
  }

  void setRecordNumber(long number) {
    recordNumber = number;
  }

  /** The state in which it stands in the history; null while it is on its way. */
  @Nullable SentState filedAs() {
    return filedAs;
  }

  void fileAs(SentState filed) {
    filedAs = filed;
  }

  /** Whether its numbers are its own, whatever happens to this client: nothing of it is sent before. */
  boolean isWritten() {
    return written;
  }

  void setWritten() {
    written = true;
  }

  /** Whether it stands in the history of what was sent. */
  boolean isInHistory() {
    return inHistory;
  }

  /** No person has written it. */
  void leaveOutOfHistory() {
    inHistory = false;
  }

  /** The number of a part, counted from 1. */
  MessageId idOf(int k) {
    return new MessageId(first.epoch(), first.n() + k - 1);
  }

  /** Which part has a number, counted from 1; only for a number of this submission. */
  int partOf(MessageId id) {
    return (int) (id.n() - first.n()) + 1;
  }

  boolean wantsReceipts() {
    return until != Stage.ACCEPTED;
  }

  /** Notes that a part has come to a stage; false when that is no news. */
  boolean note(int k, Stage stage) {
    return stages.note(k, stage);
  }

  /** Whether a part has come to a stage. */
  boolean has(int k, Stage stage) {
    return stages.has(k, stage);
  }

  /** How many parts have come to a stage. */
  int count(Stage stage) {
    return stages.count(stage);
  }

  /**
   * The next stage that the whole has come to and that the program wasn't told of; null when there is none. It counts as told
   * from then on, and the last one that the program waits for makes the submission done.
   */
  @Nullable Stage nextStage() {
    Stage next = stageAfter(told);
    if (state != State.OPEN || count(next) < parts()) {
      return null;
    }
    told = next;
    if (next == until) {
      state = State.DONE;
    }
    return next;
  }

  private static Stage stageAfter(@Nullable Stage stage) {
    if (stage == null) {
      return Stage.ACCEPTED;
    }
    return stage == Stage.ACCEPTED ? Stage.STORED : Stage.DELIVERED;
  }

  /** Whether the program was told the last of it. */
  boolean isOver() {
    return state != State.OPEN;
  }

  /** Whether it was given up: what isn't sent of it needn't be. */
  boolean isDead() {
    return state == State.DEAD;
  }

  /** A part was refused, expired or failed, or nothing was heard of it; not to be called twice. */
  void die(SentState end) {
    if (state == State.DEAD) {
      throw new IllegalStateException("a text can't be given up twice");
    }
    state = State.DEAD;
    badEnd = end;
  }
}
