package org.chappe.node;

/** What became of an input. Each input ends in exactly one of these, and each is a counter. */
public enum Verdict {
  /** Taken, and something was done with it. */
  ACCEPTED,
  /** A frame that was already taken; it is acknowledged again. */
  DUPLICATE,
  /** A frame so far ahead that it can't be held; the sender will repeat it. */
  BEYOND_WINDOW,
  /** Not taken for want of room; the sender will repeat it. */
  NO_ROOM,
  /** Refused, and the sender was told why. */
  REFUSED,
  /** Bytes that are no frame, from nobody who could be told; dropped. */
  MALFORMED,
  /** A frame of a session that isn't, from someone who was told so. */
  NO_SESSION,
  /** An answer to nothing that was asked, or an ack of a session that isn't; dropped. */
  UNEXPECTED,
  /** A frame from a source that its session doesn't belong to; dropped. */
  FORGED,
  /** A table with a content that can't be right; dropped. */
  BAD_TABLE,
  /** A deadline was served. */
  DEADLINE,
  /** A batch became durable. */
  COMMITTED,
  /** A command was carried out. */
  COMMANDED
}
