package org.chappe.wire;

import org.chappe.model.Address;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.jspecify.annotations.Nullable;

/**
 * One datagram's worth of protocol.
 *
 * <pre>{@code
 *  initiator                                responder
 *     | handshake ;2 ;n                         |
 *     |---------------------------------------->|  keeps nothing
 *     |              ack ;2 ;n ;c               |
 *     |<----------------------------------------|
 *     | handshake ;2 ;n ;c                      |
 *     |---------------------------------------->|  the address is proven
 *     |              ack ;2 ;e ;n               |
 *     |<----------------------------------------|  a session
 *     | send | get | table | terminate  ;2 ;e ;l|
 *     |<--------------------------------------->|  numbered, each way
 *     | ack ;2 ;e ;l  (next needed, bitmap)     |
 *     |<--------------------------------------->|
 * }</pre>
 *
 * <p>Extensions are the parameters with unknown capital letters, kept as they came, such as {@code ";A1;Bx"}.
 */
public sealed interface Frame extends Decoded {

  /** Where the frame stands in its session. */
  Stamp stamp();

  /** Who sent it on this hop; for a {@link Send}, who wrote the message. */
  Address source();

  /** Who it is for. */
  Address destination();

  /** The fifth field. */
  Payload payload();

  /** Unknown capital parameters in ascending order, as on the wire; empty for none. */
  String extensions();

  /** The same frame at another place. */
  Frame at(Stamp newStamp);

  /**
   * Asks for a session.
   *
   * @param nonce 48 bits that prove the answer fresh, or {@link Stamp#NONE} in classic
   * @param cookie the responder's proof that this address is real, or {@link Stamp#NONE}
   */
  record Handshake(
      Stamp stamp,
      Address source,
      Address destination,
      long nonce,
      long cookie,
      Payload payload,
      String extensions)
      implements Frame {
    @Override
    public Handshake at(Stamp newStamp) {
      return new Handshake(newStamp, source, destination, nonce, cookie, payload, extensions);
    }
  }

  /** Ends a registration: every relay forgets where the client is. */
  record Terminate(
      Stamp stamp, Address source, Address destination, Payload payload, String extensions)
      implements Frame {
    @Override
    public Terminate at(Stamp newStamp) {
      return new Terminate(newStamp, source, destination, payload, extensions);
    }
  }

  /** Carries a message. */
  record Send(Stamp stamp, Message message, String extensions) implements Frame {
    @Override
    public Address source() {
      return message.source();
    }

    @Override
    public Address destination() {
      return message.destination();
    }

    @Override
    public Payload payload() {
      return message.text();
    }

    @Override
    public Send at(Stamp newStamp) {
      return new Send(newStamp, message, extensions);
    }
  }

  /**
   * Asks for waiting mail; from a relay to a client it is the answer: how many messages still wait, in decimal.
   *
   * @param waitSeconds how long mail may be pushed, 0 to {@link WireLimits#WAIT_SECONDS_MAX}, or
   *     {@link #NO_WAIT}
   */
  record Get(
      Stamp stamp,
      Address source,
      Address destination,
      int waitSeconds,
      Payload payload,
      String extensions)
      implements Frame {

    /** The absence of {@code ;w}. */
    public static final int NO_WAIT = -1;

    @Override
    public Get at(Stamp newStamp) {
      return new Get(newStamp, source, destination, waitSeconds, payload, extensions);
    }
  }

  /**
   * Acknowledges or refuses. In a session the stamp is the next number needed and the payload a bitmap of what is
   * held from there on; a refusal's stamp is the refused frame's own.
   *
   * @param refusal null for a plain acknowledgement
   * @param nonce the handshake's nonce in an answer to it, or {@link Stamp#NONE}
   * @param cookie to be sent back in the next handshake, or {@link Stamp#NONE}
   */
  record Ack(
      Stamp stamp,
      Address source,
      Address destination,
      @Nullable Refusal refusal,
      long nonce,
      long cookie,
      Payload payload,
      String extensions)
      implements Frame {
    @Override
    public Ack at(Stamp newStamp) {
      return new Ack(newStamp, source, destination, refusal, nonce, cookie, payload, extensions);
    }
  }

  /** Tells a neighbour about clients or relays; the payload begins with what it lists. */
  record Table(
      Stamp stamp, RelayNumber source, RelayNumber destination, Payload payload, String extensions)
      implements Frame {
    @Override
    public Table at(Stamp newStamp) {
      return new Table(newStamp, source, destination, payload, extensions);
    }
  }
}
