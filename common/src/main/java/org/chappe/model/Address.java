package org.chappe.model;

/**
 * Who a frame is from or for: a client, a relay, or nobody in particular.
 *
 * <p>The wire form tells them apart by length alone: ten digits, one to four digits, or nothing; a
 * star is {@link ClientId#EVERYONE}.
 */
public sealed interface Address permits ClientId, RelayNumber, Address.Nobody {

  /** The empty field: whoever reads it. */
  Nobody NOBODY = Nobody.INSTANCE;

  /** The only empty address. */
  enum Nobody implements Address {
    INSTANCE;

    @Override
    public String toString() {
      return "";
    }
  }
}
