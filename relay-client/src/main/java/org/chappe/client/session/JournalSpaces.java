package org.chappe.client.session;

/** What kinds of values a client's journal holds: the first coordinate of their keys. */
public final class JournalSpaces {

  /** What was received: (0, number) to a {@link JournalEntry}, numbered from 1 in the order of arrival. */
  public static final int RECEIVED = 1;

  /** What has come before: (source, 8 · epoch + kind) to a {@link Track}. */
  static final int SEEN = 2;

  /** What is on its way: (0, number) to a {@link SubmissionRecord}. */
  static final int OUTBOX = 4;

  /** What there is one of: (0, {@link #SHOWN}, {@link #BORN}, {@link #LATEST_EPOCH} or {@link #ATTACHMENT}). */
  static final int STATE = 3;

  /** What the next message is called: (destination, 0) to epoch.n, base 36. */
  static final int NUMBERS = 5;

  /** What wasn't delivered, until the program was told: (0, number) to an {@link EndRecord}. */
  static final int ENDS = 6;

  /** What was sent and is over, or was sent by another device: (0, number) to a {@link SentText}, under the number that it had on its way. */
  static final int SENT = 7;

  /** Which messages were shown. */
  static final long SHOWN = 0;

  /** When the journal was begun, in milliseconds since 1970, base 36. */
  static final long BORN = 1;

  /** The latest epoch that messages of this client were numbered in, base 36. */
  static final long LATEST_EPOCH = 2;

  /** The version under which the client was told last that it is at home somewhere, as it was told. */
  static final long ATTACHMENT = 3;

  private JournalSpaces() {}
}
