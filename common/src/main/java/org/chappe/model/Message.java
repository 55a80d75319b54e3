package org.chappe.model;

import org.jspecify.annotations.Nullable;

/**
 * One text from one client to another, with what travels along with it from end to end.
 *
 * @param source who wrote it
 * @param destination who it is for; {@link ClientId#EVERYONE} only between a writer and its home
 * @param id its number in this pair; null only between a classic client and its home
 * @param part which piece of a long text; null for a whole one
 * @param hopsLeft hops it may still take, 0 to {@value #HOPS_MAX}, or {@link #UNLIMITED}
 * @param custodian the relay that answers for it and is told when its recipient's home has it, 1 to {@value
 *     RelayNumber#MAX}, or {@link #NOBODY}
 * @param lifeSeconds seconds of life left, 0 to {@value #LIFE_SECONDS_MAX}, or {@link #UNLIMITED}
 * @param receipt whether a receipt is wanted, or which one this is
 * @param via how it came to be for its recipient
 * @param keyId the key that sealed the text end to end, 1 to 4 of {@code [0-9A-Za-z_.-]}; null for plain text, and always
 *     unless it is direct
 * @param text the text, UTF-8, at most 160 bytes
 */
public record Message(
    ClientId source,
    ClientId destination,
    @Nullable MessageId id,
    @Nullable Part part,
    int hopsLeft,
    int custodian,
    long lifeSeconds,
    Receipt receipt,
    Via via,
    @Nullable String keyId,
    Payload text) {

  /** The absence of a limit. */
  public static final int UNLIMITED = -1;

  /** No custodian: a message on its way between a client and its home. */
  public static final int NOBODY = 0;

  /** Three base-36 digits, enough for the longest line there and back. */
  public static final int HOPS_MAX = 46_655;

  /** Five base-36 digits are the bound on the wire; about 1.9 years. */
  public static final long LIFE_SECONDS_MAX = 60_466_175L;

  /** @throws IllegalArgumentException if a number is out of its range, a text that isn't direct is sealed, or everyone writes */
  public Message {
    if (source.isEveryone()) {
      throw new IllegalArgumentException("everyone writes nothing");
    }
    if (hopsLeft < UNLIMITED || hopsLeft > HOPS_MAX) {
      throw new IllegalArgumentException("hops left " + hopsLeft + " is out of range");
    }
    if (custodian < NOBODY || custodian > RelayNumber.MAX) {
      throw new IllegalArgumentException("custodian " + custodian + " is not a relay number");
    }
    if (lifeSeconds < UNLIMITED || lifeSeconds > LIFE_SECONDS_MAX) {
      throw new IllegalArgumentException("life of " + lifeSeconds + " s is out of range");
    }
    if (via != Via.DIRECT && keyId != null) {
      throw new IllegalArgumentException("a sealed text is for one recipient alone");
    }
  }

  /** A plain text without number, limits or receipts, as classic clients send it. */
  public static Message plain(ClientId source, ClientId destination, Payload text) {
    return new Message(
        source,
        destination,
        null,
        null,
        UNLIMITED,
        NOBODY,
        UNLIMITED,
        Receipt.NONE,
        Via.DIRECT,
        null,
        text);
  }

  public Message withId(MessageId newId) {
    return new Message(
        source,
        destination,
        newId,
        part,
        hopsLeft,
        custodian,
        lifeSeconds,
        receipt,
        via,
        keyId,
        text);
  }

  /** The same saying something else about receipts. */
  public Message as(Receipt newReceipt) {
    return new Message(
        source,
        destination,
        id,
        part,
        hopsLeft,
        custodian,
        lifeSeconds,
        newReceipt,
        via,
        keyId,
        text);
  }

  /** The same for somebody else. */
  public Message to(ClientId newDestination) {
    return between(source, newDestination);
  }

  /** The same from somebody else. */
  public Message from(ClientId newSource) {
    return between(newSource, destination);
  }

  private Message between(ClientId newSource, ClientId newDestination) {
    return new Message(
        newSource,
        newDestination,
        id,
        part,
        hopsLeft,
        custodian,
        lifeSeconds,
        receipt,
        via,
        keyId,
        text);
  }

  public Message withHopsLeft(int newHopsLeft) {
    return sentBy(custodian, newHopsLeft, lifeSeconds);
  }

  /** The message as the relay that answers for it sends it on its way. */
  public Message sentBy(int newCustodian, int newHopsLeft, long newLifeSeconds) {
    return new Message(
        source,
        destination,
        id,
        part,
        newHopsLeft,
        newCustodian,
        newLifeSeconds,
        receipt,
        via,
        keyId,
        text);
  }
}
