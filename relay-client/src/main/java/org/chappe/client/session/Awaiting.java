package org.chappe.client.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * Finds the submission that a receipt speaks of. Those whose receipts the program waits for are all there; of those that are over,
 * the last ones, so that receipts for several parts, or that come again, are told once.
 */
final class Awaiting {

  /** Messages whose receipts are waited for at most, each part of a long text being one. */
  static final int MESSAGES_MAX = 65_536;

  /** Messages that are over and remembered at most; the oldest is forgotten first. */
  static final int OVER_MAX = 4_096;

  private record Key(ClientId destination, MessageId id) {}

  private final Map<Key, Submission> open = new LinkedHashMap<>();
  private final Map<Key, Submission> unanswered = new LinkedHashMap<>();
  private final Map<Key, Submission> over = new LinkedHashMap<>();
  private long full;
  private long forgotten;

  /** Whether the receipts of so many messages more can be waited for; counts when not. */
  boolean hasRoom(int messages) {
    boolean fits = open.size() + messages <= MESSAGES_MAX;
    full += fits ? 0 : 1;
    return fits;
  }

  /** Waits for the receipts of a submission; only when there is room. */
  void add(Submission submission) {
    if (open.size() + submission.parts() > MESSAGES_MAX) {
      throw new IllegalStateException("the receipts of too many messages are waited for");
    }
    for (int k = 1; k <= submission.parts(); k++) {
      open.put(key(submission, k), submission);
    }
  }

  /**
   * Knows of a submission whose receipts nobody waits for until it is over: it may end badly before the home's acknowledgement
   * comes. There are never more of these than the outbox holds.
   */
  void addUnanswered(Submission submission) {
    for (int k = 1; k <= submission.parts(); k++) {
      unanswered.put(key(submission, k), submission);
    }
  }

  /** Such a submission is over. */
  void forget(Submission submission) {
    for (int k = 1; k <= submission.parts(); k++) {
      unanswered.remove(key(submission, k));
    }
  }

  /** A submission is over: nothing is waited for any more, but it is known for a while. */
  void end(Submission submission) {
    for (int k = 1; k <= submission.parts(); k++) {
      Key key = key(submission, k);
      open.remove(key);
      unanswered.remove(key);
      over.put(key, submission);
    }
    while (over.size() > OVER_MAX) {
      Iterator<Key> eldest = over.keySet().iterator();
      eldest.next();
      eldest.remove();
      forgotten++;
    }
  }

  /** The submission that a message is of; null when it isn't known. */
  @Nullable Submission find(ClientId destination, MessageId id) {
    Key key = new Key(destination, id);
    Submission found = open.get(key);
    found = found == null ? over.get(key) : found;
    return found == null ? unanswered.get(key) : found;
  }

  /** All whose receipts are waited for. */
  Set<Submission> open() {
    return new LinkedHashSet<>(open.values());
  }

  /** Whether no receipt is waited for. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Submissions not taken for want of room. */
  long full() {
    return full;
  }

  /** Messages that were over and forgotten for want of room. */
  long forgotten() {
    return forgotten;
  }

  private static Key key(Submission submission, int k) {
    return new Key(submission.destination(), submission.idOf(k));
  }
}
