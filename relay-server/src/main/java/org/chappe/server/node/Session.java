package org.chappe.server.node;

import java.util.ArrayDeque;
import java.util.List;
import org.chappe.link.Link;
import org.chappe.link.LinkConfig;
import org.chappe.node.Endpoint;
import org.chappe.store.CommitQueue;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/** One session: a link, and whose it is. */
final class Session implements CommitQueue.Waiting {

  /** How long a session may be silent before it is forgotten. */
  static final long IDLE_NANOS_MAX = 600_000_000_000L;

  /** The same where it isn't known whether the peer may have one. */
  static final long GUEST_IDLE_NANOS_MAX = 60_000_000_000L;

  /** How long a session may wait for its first frame. */
  static final long UNCONFIRMED_NANOS_MAX = 10_000_000_000L;

  /** How long a session stays after a terminate, to repeat its acknowledgement. */
  static final long LINGER_NANOS = 5_000_000_000L;

  /** Control frames that an answer leaves room for. */
  private static final int ANSWER_ROOM_KEPT = 8;

  private final Sessions sessions;
  private final Link link;
  private Peer peer;
  private final int slot;
  private final long nonce;
  private boolean confirmed;
  private boolean touched;
  private boolean closed;
  private long refusedNumber = -1;
  private long highestNumber = -1;
  private @Nullable Endpoint left;
  private long heardAtNanos;
  private long idleNanosMax;
  private boolean waitingForTime;
  private @Nullable Login login;
  private final ArrayDeque<Frame> answer = new ArrayDeque<>();

  /**
   * @param sessions all of them
   * @param slot its place among the deadlines
   * @param nonce the initiator's, which tells a repeated handshake from a new one
   * @param confirmed whether the peer is known to have the session; a responder learns that from the first frame in it
   */
  Session(
      Sessions sessions,
      Link link,
      Peer peer,
      int slot,
      long nonce,
      boolean confirmed,
      long nowNanos) {
    this.sessions = sessions;
    this.link = link;
    this.peer = peer;
    this.slot = slot;
    this.nonce = nonce;
    this.confirmed = confirmed;
    this.heardAtNanos = nowNanos;
    this.idleNanosMax = confirmed ? IDLE_NANOS_MAX : UNCONFIRMED_NANOS_MAX;
  }

  Link link() {
    return link;
  }

  Peer peer() {
    return peer;
  }

  /** It is known now who the peer is, or not any more. */
  void become(Peer newPeer) {
    peer = newPeer;
    stay();
  }

  /** What the login that is under way in this session has come to; null when there is none. */
  @Nullable Login login() {
    return login;
  }

  void setLogin(@Nullable Login newLogin) {
    login = newLogin;
  }

  long id() {
    return link.name().session();
  }

  int slot() {
    return slot;
  }

  long nonce() {
    return nonce;
  }

  boolean isConfirmed() {
    return confirmed;
  }

  void confirm() {
    confirmed = true;
    stay();
  }

  /** The peer goes on, though it has said goodbye. */
  void stay() {
    idleNanosMax = peer instanceof Guest ? GUEST_IDLE_NANOS_MAX : IDLE_NANOS_MAX;
  }

  /** A number has come in this session. */
  void received(long number) {
    highestNumber = Math.max(highestNumber, number);
  }

  /**
   * Whether a frame from another address shows that the client is there now (the idea of RFC 9000, section 9): its number is
   * new, or it is repeated from where the session wasn't before. What the client sent before it moved may come later than
   * what it sent after, but it comes from the address that it left.
   */
  boolean followsTo(Endpoint from, long number) {
    boolean isRepeated = number > highestNumber - LinkConfig.WINDOW_FRAMES_MAX;
    return number > highestNumber || (isRepeated && !from.equals(left));
  }

  /** The client is at another address from now on. */
  void moveTo(Endpoint there) {
    left = link.remote();
    link.moveTo(there);
  }

  /** If a number is refused, its sender is to be told again. */
  void tellRefusalAgain() {
    refusedNumber = -1;
  }

  /** The answer to what the client asked last; what it hasn't been sent of the one before is dropped. */
  void answer(List<Frame> frames) {
    answer.clear();
    answer.addAll(frames);
    sessions.touch(this);
  }

  /** Hands the link as much of an answer as it has room for, and leaves some for other things. */
  void offerAnswer() {
    while (!answer.isEmpty() && link.controlRoom() > ANSWER_ROOM_KEPT) {
      link.offerControl(answer.remove());
    }
  }

  /** Notes that its next frame waits for a time; false when one waits already. */
  boolean awaitTime() {
    boolean first = !waitingForTime;
    waitingForTime = true;
    return first;
  }

  void timeCame() {
    waitingForTime = false;
  }

  /** Notes that a number is refused; false when its sender has been told already. */
  boolean refuses(long number) {
    boolean news = number != refusedNumber;
    refusedNumber = number;
    return news;
  }

  /** The peer has said goodbye. */
  void linger() {
    idleNanosMax = LINGER_NANOS;
  }

  /** When the session is forgotten unless the peer is heard. */
  long expiresAtNanos() {
    return heardAtNanos + idleNanosMax;
  }

  /** Time since the peer was heard last. */
  long silentNanos(long nowNanos) {
    return nowNanos - heardAtNanos;
  }

  void heard(long nowNanos) {
    heardAtNanos = nowNanos;
  }

  /** What the frame of a number asked for is as safe as an acknowledgement promises: it goes out. */
  @Override
  public void durable(long number) {
    if (!closed) {
      link.settle(number);
      sessions.touch(this);
    }
  }

  /** Marks the session as having something to do; false when it was marked already. */
  boolean touch() {
    boolean first = !touched;
    touched = true;
    return first;
  }

  void untouch() {
    touched = false;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }
}
