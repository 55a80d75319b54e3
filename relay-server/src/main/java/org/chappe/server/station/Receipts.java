package org.chappe.server.station;

import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;

/**
 * Makes receipts: what tells a sender the state of a message. A receipt goes from the message's recipient to its sender,
 * bears the message's number, and is mail itself; but there is never a receipt for a receipt.
 *
 * <p>The text of a receipt that says why a message was not delivered is the reason, a colon and the beginning of the
 * message, so that it can be shown to somebody who has no other memory of it.
 */
public final class Receipts {

  /** Why a message was not delivered: its life ended. */
  public static final String EXPIRED = "expired";

  /** Why a message was not delivered: its recipient's mailbox held too many. */
  public static final String MAILBOX_FULL = "mailbox full";

  /** Why a message was not delivered: its recipient has deleted the account. */
  public static final String ACCOUNT_DELETED = "account deleted";

  private static final String FAILED = "failed";

  static final String NOTICE = "not delivered: ";

  private static final String COLON = ": ";
  private static final int TEXT_BYTES_MAX = 160;

  /** With {@link #NOTICE} before it, a receipt's text still fits into a message. */
  static final int WORDS_BYTES_MAX = TEXT_BYTES_MAX - NOTICE.length();

  private Receipts() {}

  /**
   * Whether a sender is told of a state: of the end without delivery always, of storing and delivery when it asked, and of
   * receipts, texts to all and copies for devices never. Rooms aren't told of storing, which is of no use to them.
   */
  public static boolean isDue(Message about, Receipt kind) {
    return switch (kind) {
      case NONE, WANTED, COPY, OWN, TAKEN, VOID -> false;
      case STORED -> about.receipt() == Receipt.WANTED && about.via() == Via.DIRECT;
      case DELIVERED -> about.receipt() == Receipt.WANTED;
      case EXPIRED, FAILED -> !isSilent(about);
    };
  }

  private static boolean isSilent(Message about) {
    return about.receipt().isReceipt()
        || about.receipt() == Receipt.COPY
        || about.via() == Via.BROADCAST;
  }

  /** The receipt that says that a message was stored or delivered; its text is empty. */
  public static Message of(Message about, Receipt kind, Lives lives) {
    return receipt(about, kind, Payload.EMPTY, lives);
  }

  /**
   * The receipt that says why a message was not delivered.
   *
   * @param reason a few words of ASCII without a colon
   */
  public static Message of(Message about, Receipt kind, String reason, Lives lives) {
    return receipt(about, kind, words(about, reason), lives);
  }

  private static Message receipt(Message about, Receipt kind, Payload text, Lives lives) {
    if (!kind.isReceipt() || !isDue(about, kind) || about.id() == null) {
      throw new IllegalArgumentException(
          "no " + kind + " receipt is due for a message with receipt " + about.receipt());
    }
    return new Message(
        /* source= */ about.destination(),
        /* destination= */ about.source(),
        about.id(),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        lives.receiptSeconds(),
        kind,
        Via.DIRECT,
        null,
        text);
  }

  private static Payload words(Message about, String reason) {
    if (about.keyId() != null || about.text().isEmpty()) {
      return Payload.of(reason); // what is sealed says nothing to a reader
    }
    String before = reason + COLON;
    int room = WORDS_BYTES_MAX - before.length();
    return Payload.of(before + about.text().part(0, room).text());
  }

  /** Whether a receipt is shown to a client that can't read receipts: only what says that a message was not delivered. */
  public static boolean isShownAsText(Message receipt) {
    return receipt.receipt().isBadEnd();
  }

  /**
   * What a client that can't read receipts is shown instead of one.
   *
   * @param receipt one that {@link #isShownAsText}
   */
  public static Payload notice(Message receipt) {
    if (!isShownAsText(receipt)) {
      throw new IllegalArgumentException("nothing is shown of a receipt " + receipt.receipt());
    }
    String bare = receipt.receipt() == Receipt.EXPIRED ? EXPIRED : FAILED;
    String words = receipt.text().isEmpty() ? bare : receipt.text().text();
    return Payload.of(NOTICE + words).part(0, TEXT_BYTES_MAX);
  }
}
