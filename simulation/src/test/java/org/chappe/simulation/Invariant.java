package org.chappe.simulation;

/** What must hold in every run of every seed. For each there is a planted bug which shows that it bites. */
enum Invariant {
  /** A node never throws. */
  NO_CRASH,
  /** What is shown was written, by the one it is said to be from, for the one it is shown to, with that text. */
  NO_INVENTION,
  /** Who knows the password of an ID's account is let in; nobody else is, nor shown anything. */
  PASSWORD,
  /** What its writer was told won't be sent isn't shown. */
  NO_REFUSED,
  /**
   * No message is shown twice: it is in its reader's journal once, and on its screen once. Only a reader that died
   * between showing a message and noting on its disk that it was shown shows it again in its next life.
   */
  NO_DUPLICATE,
  /** What somebody writes to all isn't shown to themselves. */
  NOT_TO_ITS_WRITER,
  /** What one client writes to another is shown in the order in which it was written. */
  PAIR_ORDER,
  /**
   * At every instant a message of which its writer was told that it is accepted has been shown or is in its reader's
   * journal, or is on the disk of a relay, or a receipt is which says that its way has ended, or its writer has had it.
   */
  ACCEPTED_IS_SAFE,
  /** A relay's disk keeps a message until another disk has it, or a receipt which says that its way has ended. */
  CUSTODY,
  /** A relay whose disk is full hands on what is on it all the same. */
  FULL_IS_DRAINED,
  /** Who is told that a message was delivered may rely on it: it is in the journal of its reader. */
  DELIVERED_AFTER_JOURNAL,
  /**
   * Who is told that a message was stored may rely on it: it was on the disk of a relay that was its reader's home, or of
   * another than its writer's, to keep it until its reader has a home.
   */
  RECEIPT_TRUE,
  /** A writer is told one thing about one message once in its life, and nothing about what it didn't write. */
  RECEIPT_ONCE,
  /** A writer is told the stages of a message in their order, at most one bad end, and nothing after that. */
  RECEIPT_ORDER,
  /** No message's life ends before its time, but where a relay's clock lies about how long it was down. */
  LIVES_AS_LONG,
  /** A message whose life ended where it waited, and that was nowhere else, isn't shown. */
  EXPIRED_IS_OVER,
  /** No two messages from one client to another have the same number. */
  ONE_NUMBER_EACH,
  /** Nothing is read from a damaged disk, nor written to it. */
  NO_SILENT_DAMAGE,
  /** Every queue, table and window keeps to its bound. */
  BOUNDS,
  /** A node doesn't ask for the same instant without end, nor keep the whole line busy for nothing. */
  NO_LIVELOCK,
  /** What a node sends can be encoded and is decoded to the same frame. */
  FAITHFUL_FRAMES,
  /** Batches of a node count up by one. */
  BATCH_NUMBERS,
  /**
   * Once the faults stop, within {@link Settlement#CONNECTED_WITHIN_NANOS} the line is one: each relay's next hop towards
   * any other leads there, hop by hop, and never in a circle.
   */
  LINE_CONNECTED,
  /** Once the faults stop, everything written gets an outcome, unless its writer died before it heard. */
  OUTCOME,
  /** Once the faults stop, everything accepted is shown. */
  DELIVERED,
  /** Once the faults stop, what was written to all is shown to each who was attached then and has been since. */
  REACHES_ALL,
  /** Once the faults stop, who waits for a message's receipts is told the last of them or its bad end. */
  LAST_STAGE,
  /**
   * Once the faults stop, within {@link Settlement#AGREED_WITHIN_NANOS} all relays know the same clients at the same homes.
   */
  DIRECTORIES_AGREE,
  /** Once the faults stop, within {@link Settlement#AGREED_WITHIN_NANOS} all relays know the same accounts. */
  ACCOUNTS_AGREE,
  /** Once the faults stop, what each who watches was told last of who came and who left is so, and of who comes then each is told. */
  WATCHERS_KNOW,
  /** Once the faults stop, no link has anything outstanding. */
  LINKS_IDLE,
  /** The same seed gives the same events. */
  DETERMINISM
}
