package org.chappe.simulation;

/** What must hold in every run of every seed. For each there is a planted bug which shows that it bites. */
enum Invariant {
  /** A node never throws. */
  NO_CRASH,
  /** What is shown was written, by the one it is said to be from, for the one it is shown to, with that text. */
  NO_INVENTION,
  /** What its writer was told won't be sent isn't shown. */
  NO_REFUSED,
  /** No message is shown twice. */
  NO_DUPLICATE,
  /** What one client writes to another is shown in the order in which it was written. */
  PAIR_ORDER,
  /** Every queue, table and window keeps to its bound. */
  BOUNDS,
  /** A node doesn't ask for the same instant without end, nor keep the whole line busy for nothing. */
  NO_LIVELOCK,
  /** What a node sends can be encoded and is decoded to the same frame. */
  FAITHFUL_FRAMES,
  /** Batches of a node count up by one. */
  BATCH_NUMBERS,
  /** Once the faults stop, everything written gets an outcome. */
  OUTCOME,
  /** Once the faults stop, everything accepted is shown. */
  DELIVERED,
  /** Once the faults stop, all relays know the same clients at the same homes. */
  DIRECTORIES_AGREE,
  /** Once the faults stop, no link has anything outstanding. */
  LINKS_IDLE,
  /** The same seed gives the same events. */
  DETERMINISM
}
