package org.chappe.wire;

import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are not a frame, with as much as could be told about them.
 *
 * @param refusal what kind of mistake it is
 * @param words one sentence for the person who sent it, at most 120 characters, without control characters
 * @param answerable whether it could be an honest mistake that deserves an answer: never so for acks and refusals
 * @param seq the sequence number, or −1 when it couldn't be read
 * @param source the client that sent it, or null when that couldn't be read
 */
public record Malformed(
    Refusal refusal,
    String words,
    boolean answerable,
    int seq,
    @Nullable ClientId source) implements Decoded {

  /** Whether the sender is known well enough to be told. */
  public boolean isAttributed() {
    return answerable && source != null && seq >= 0;
  }
}
