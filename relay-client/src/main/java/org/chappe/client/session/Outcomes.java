package org.chappe.client.session;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.chappe.node.Effects;
import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Tells the program what becomes of each submission: its stages in their order, each once, then at most one bad end. What is
 * heard of a part counts for the whole: a stage once all parts have come to it, a bad end with the first.
 */
final class Outcomes {

  private final Awaiting awaiting = new Awaiting();
  private long accepted;
  private long refused;
  private long receiptsIgnored;

  /** Follows a submission that was taken; only when there is room to await its receipts, if it wants any. */
  void follow(Submission submission) {
    if (submission.wantsReceipts()) {
      awaiting.add(submission);
    } else {
      awaiting.addUnanswered(submission);
    }
  }

  /** The home has taken a part. */
  void onAccepted(Outgoing message, Effects effects) {
    message.whole().note(message.part(), Stage.ACCEPTED);
    newStages(message.whole()).forEach(effects::report);
  }

  /** The home will never take a part, and so the rest isn't sent either. */
  void onRefused(Outgoing message, Refusal refusal, String words, Effects effects) {
    Submission submission = message.whole();
    if (!submission.isOver()) {
      end(submission, SentState.REFUSED);
      refuse(submission, refusal, refusalWords(message, words), effects);
    }
  }

  /** A home refuses what another may have taken before: the program can't be told that nobody has it. */
  void onDoubt(Submission submission, String words, Effects effects) {
    if (!submission.isOver()) {
      end(submission, SentState.UNKNOWN);
      effects.report(new ClientReport.Unknown(
          submission.token(),
          submission.id(),
          submission.destination(),
          "another relay may have taken it before this one said: " + words));
    }
  }

  private static String refusalWords(Outgoing message, String words) {
    Submission submission = message.whole();
    if (submission.parts() == 1) {
      return words;
    }
    String refused =
        "part " + message.part() + " of " + submission.parts() + " was refused: " + words;
    return message.part() == 1
        ? refused
        : refused + "; what came before it may have been accepted and can't be taken back";
  }

  private void refuse(Submission submission, Refusal refusal, String words, Effects effects) {
    if (submission.isEarlier()) {
      refused++;
      effects.report(new ClientReport.Undelivered(
          submission.id(), submission.destination(), Receipt.FAILED, "refused: " + words));
    } else {
      refuse(submission.token(), refusal, words, effects);
    }
  }

  /** Refuses what was never numbered. */
  void refuse(long token, Refusal refusal, String words, Effects effects) {
    refused++;
    effects.report(new ClientReport.Refused(token, refusal, words));
  }

  /** The submission that a receipt speaks of; null when none is known. */
  @Nullable Submission subjectOf(Message receipt) {
    MessageId id = receipt.id();
    return id == null ? null : awaiting.find(receipt.source(), id);
  }

  /**
   * Takes a receipt: a message from the recipient, or from a relay in its name, under the number of the message that it is
   * about.
   *
   * @param receipt one whose {@link Message#receipt} is stored, delivered, expired or failed
   * @return what the program is to be told, once the receipt can't get lost any more
   */
  List<ClientReport> onReceipt(Message receipt) {
    MessageId id = receipt.id();
    if (id == null) {
      return ignored();
    }
    Submission submission = subjectOf(receipt);
    return switch (receipt.receipt()) {
      case STORED -> onStage(submission, id, Stage.STORED);
      case DELIVERED -> onStage(submission, id, Stage.DELIVERED);
      case EXPIRED, FAILED -> onBadEnd(submission, id, receipt);
      case NONE, WANTED, COPY, OWN, TAKEN, VOID ->
        throw new IllegalArgumentException("a message that is no receipt for a sender");
    };
  }

  private List<ClientReport> ignored() {
    ignore();
    return List.of();
  }

  /** Counts a receipt that says nothing. */
  void ignore() {
    receiptsIgnored++;
  }

  private List<ClientReport> onStage(@Nullable Submission submission, MessageId id, Stage stage) {
    return submission == null || !submission.note(submission.partOf(id), stage)
        ? ignored()
        : newStages(submission);
  }

  private List<ClientReport> newStages(Submission submission) {
    List<ClientReport> reports = new ArrayList<>(1);
    for (Stage next = submission.nextStage(); next != null; next = submission.nextStage()) {
      accepted += next == Stage.ACCEPTED ? 1 : 0;
      reports.add(reached(submission, next));
      if (submission.isOver()) {
        remember(submission);
      }
    }
    return reports;
  }

  private static ClientReport reached(Submission submission, Stage stage) {
    return switch (stage) {
      case ACCEPTED -> new ClientReport.Accepted(submission.token(), submission.id());
      case STORED -> new ClientReport.Stored(submission.token(), submission.id());
      case DELIVERED -> new ClientReport.Delivered(submission.token(), submission.id());
    };
  }

  /** A message that nobody remembers may well be one that was accepted long ago, or by an earlier run. */
  private List<ClientReport> onBadEnd(
      @Nullable Submission submission, MessageId id, Message receipt) {
    String words = words(receipt);
    if (submission == null) {
      return List.of(new ClientReport.Undelivered(id, receipt.source(), receipt.receipt(), words));
    }
    int part = submission.partOf(id);
    if (submission.isDead() || submission.has(part, Stage.DELIVERED)) {
      return ignored();
    }
    List<ClientReport> reports = new ArrayList<>(2);
    if (!submission.wantsReceipts()) {
      submission.note(part, Stage.ACCEPTED); // else nobody could have ended it
      reports.addAll(newStages(submission));
    }
    boolean wasOver = submission.isOver();
    end(submission, stateOf(receipt.receipt()));
    reports.add(badEnd(
        submission,
        receipt.receipt(),
        submission.parts() == 1
            ? words
            : "part " + part + " of " + submission.parts() + ": " + words,
        wasOver));
    return reports;
  }

  /** The time is over in which a receipt of something that the home took could have come. */
  ClientReport onSilence(Submission submission) {
    end(submission, SentState.UNKNOWN);
    return new ClientReport.Unknown(
        submission.token(),
        submission.id(),
        submission.destination(),
        "no word of it has come in time; it may have been delivered");
  }

  private static ClientReport badEnd(
      Submission submission, Receipt reason, String words, boolean wasOver) {
    if (wasOver || submission.isEarlier()) {
      return new ClientReport.Undelivered(submission.id(), submission.destination(), reason, words);
    }
    return reason == Receipt.EXPIRED
        ? new ClientReport.Expired(submission.token(), submission.id(), words)
        : new ClientReport.Failed(submission.token(), submission.id(), words);
  }

  /** Why a message wasn't delivered, for a person. */
  static String words(Message receipt) {
    if (!receipt.text().isEmpty()) {
      return receipt.text().text();
    }
    return receipt.receipt() == Receipt.EXPIRED
        ? "its life ended before it was delivered"
        : "the relay gave no reason";
  }

  /** What a receipt says that tells of a bad end. */
  static SentState stateOf(Receipt badEnd) {
    return badEnd == Receipt.EXPIRED ? SentState.EXPIRED : SentState.FAILED;
  }

  private void end(Submission submission, SentState state) {
    submission.die(state);
    remember(submission);
  }

  /** A text in one part that wants no receipts is looked for by none but its one bad end. */
  private void remember(Submission submission) {
    if (submission.wantsReceipts() || submission.parts() > 1) {
      awaiting.end(submission);
    } else {
      awaiting.forget(submission);
    }
  }

  Awaiting awaiting() {
    return awaiting;
  }

  /** Texts that the home took. */
  long accepted() {
    return accepted;
  }

  /** Texts that were refused, here or by the home. */
  long refused() {
    return refused;
  }

  /** Receipts that came again or for nothing known. */
  long receiptsIgnored() {
    return receiptsIgnored;
  }
}
