package org.chappe.server.station;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Receipt;
import org.chappe.model.RoomKind;
import org.chappe.model.Via;

/**
 * Mail that is lent: once it has expired, somebody else gets it. So it must not expire at a relay that can't know whether it was acknowledged elsewhere, nor
 * come to its recipient after that.
 */
public final class LentMail {

  /** So long after its life what is lent is kept where it isn't known where its recipient is at home: a relay that has just begun hears of that first. */
  static final long UNKNOWN_SECONDS = 60;

  /** What waits for a word is looked at again after so many seconds. */
  static final long AGAIN_SECONDS = 10;

  private static final Lending NOTHING = new Lending() {
    @Override
    public boolean isRoom(ClientId id) {
      return false;
    }

    @Override
    public boolean isSilent(ClientId client, long nowNanos) {
      return false;
    }

    @Override
    public Place placeOf(ClientId client) {
      return Place.HERE;
    }

    @Override
    public void recall(ClientId client) {}
  };

  private Lending lending = NOTHING;
  private long recalled;

  /** Who knows those who lend, and those to whom they do. */
  public void ask(Lending newLending) {
    lending = newLending;
  }

  /** Whether a message is lent: an item of a queue. */
  static boolean isLent(Message message) {
    return message.via() == Via.ROOM && message.receipt() == Receipt.WANTED;
  }

  /** Whether a message whose life is over is kept, as another relay may know that it was acknowledged in time. */
  boolean awaitsWord(Mail mail, long ageSeconds) {
    long overSeconds = ageSeconds - mail.expiresAtSeconds();
    return isLent(mail.message())
        && switch (lending.placeOf(mail.message().destination())) {
          case HERE -> false;
          case ELSEWHERE -> overSeconds < RoomKind.WORD_SECONDS;
          case UNKNOWN -> overSeconds < UNKNOWN_SECONDS;
        };
  }

  /** Whether a receipt says that what was lent is somebody's for good: without it, it would stay lent. */
  boolean endsLending(Message receipt) {
    return receipt.receipt() == Receipt.DELIVERED && lending.isRoom(receipt.destination());
  }

  /**
   * Takes a message back whose life is over, though its recipient may have it, if that isn't heard of. Whatever else is under way is waited for.
   *
   * @return whether it was taken back
   */
  boolean recall(Mailbox mailbox, Message message, long nowNanos) {
    boolean isRecalled =
        isLent(message) && mailbox.isHanded() && lending.isSilent(mailbox.owner(), nowNanos);
    if (isRecalled) {
      recalled++;
      lending.recall(mailbox.owner());
    }
    return isRecalled;
  }

  /** Messages that were taken back. */
  long recalled() {
    return recalled;
  }
}
