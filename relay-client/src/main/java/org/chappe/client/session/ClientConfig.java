package org.chappe.client.session;

import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * What a client is.
 *
 * @param id its ID
 * @param owner whose device it is, in whose name its home sends on what it sends; null for a client that is nobody's
 * @param epoch the period that its message numbers belong to: unix milliseconds at its start, so that a client that
 *     starts again never repeats a number; 0 to {@link MessageId#EPOCH_MAX}. With a journal, numbers go on where they ended,
 *     in the epochs that they have
 * @param creditMessages how many messages may be delivered before {@link ClientOrder.Credit} allows more; {@link
 *     #UNLIMITED} to deliver whatever comes
 * @param link the numbers of its link
 * @param credentials what it proves itself with; null for nothing
 * @param waitsForLogin whether a client that has to log in, and can't, stays attached and only asks questions until it does; without
 *     credentials it begins so. Else it ends
 */
public record ClientConfig(
    ClientId id,
    @Nullable ClientId owner,
    long epoch,
    long creditMessages,
    LinkConfig link,
    @Nullable Credentials credentials,
    boolean waitsForLogin) {

  /** Credit that is never used up. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** A short queue behind the window: the rest waits in the client, so that a request for mail isn't held up by it. */
  public static final LinkConfig LINK =
      new LinkConfig(LinkConfig.WINDOW_FRAMES_MAX, 48, 8, LinkConfig.DEFAULT.timeoutNanosMax());

  /** @throws IllegalArgumentException if a number is out of its range */
  public ClientConfig {
    if (epoch < 0 || epoch > MessageId.EPOCH_MAX) {
      throw new IllegalArgumentException("epoch " + epoch + " is out of range");
    }
    if (creditMessages < 0) {
      throw new IllegalArgumentException("credit " + creditMessages + " is negative");
    }
  }

  /** A client that is nobody's device. */
  public ClientConfig(
      ClientId id,
      long epoch,
      long creditMessages,
      LinkConfig link,
      @Nullable Credentials credentials,
      boolean waitsForLogin) {
    this(id, null, epoch, creditMessages, link, credentials, waitsForLogin);
  }

  /** A client that proves nothing. */
  public ClientConfig(ClientId id, long epoch, long creditMessages, LinkConfig link) {
    this(id, epoch, creditMessages, link, null, false);
  }

  /** The same for a device of somebody. */
  public ClientConfig ofDevice(ClientId owner) {
    return new ClientConfig(id, owner, epoch, creditMessages, link, credentials, waitsForLogin);
  }

  /** As whom others know it: a device as its owner. */
  public ClientId person() {
    return owner == null ? id : owner;
  }

  /** A client that takes whatever comes. */
  public static ClientConfig of(ClientId id, long epoch) {
    return new ClientConfig(id, epoch, UNLIMITED, LINK);
  }
}
