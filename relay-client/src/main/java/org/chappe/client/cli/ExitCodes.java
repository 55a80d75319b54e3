package org.chappe.client.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the program ends. A script can tell the cases apart. */
final class ExitCodes {

  static final int DONE = 0;

  /** Not everything came as it should: a message is missing, doubled or out of order, or fewer came than were asked for, or a list is cut short. */
  static final int INCOMPLETE = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** A file can't be read, or isn't valid. */
  static final int FILE = 3;

  /** The topology has no such relay. */
  static final int NO_SUCH_RELAY = 4;

  /** No socket could be had. */
  static final int CANNOT_BIND = 5;

  /** The relay doesn't answer. */
  static final int UNREACHABLE = 6;

  /** The relay refused the client or a message. */
  static final int REFUSED = 7;

  /** A message's life ended before it was delivered. */
  static final int EXPIRED = 8;

  /** A message can't be delivered, though it was accepted. */
  static final int FAILED = 9;

  /** A message was accepted, and didn't come as far as it should in time. It is still on its way. */
  static final int QUEUED = 10;

  /** There is nobody by the recipient's name or ID. */
  static final int UNKNOWN_RECIPIENT = 11;

  /** Something wasn't answered in time, a relay that is there didn't take a message yet, or nothing was heard of its end. */
  static final int TIMED_OUT = 12;

  /** The journal is open in another process. */
  static final int JOURNAL_IN_USE = 20;

  /** Something in the journal isn't as it was written. */
  static final int JOURNAL_DAMAGED = 21;

  /** The journal is another client's, or of a newer format, or can't be read or written. */
  static final int JOURNAL_UNUSABLE = 22;

  /** The ID has an account, or the name is another's. */
  static final int ACCOUNT_EXISTS = 30;

  /** There is no such account. */
  static final int NO_ACCOUNT = 31;

  /** The password is wrong, or was changed. */
  static final int WRONG_PASSWORD = 32;

  /** Another device is logged in. */
  static final int LOGGED_IN_ELSEWHERE = 33;

  /** It takes a login. */
  static final int NOT_LOGGED_IN = 34;

  /** Mail waits that would be refused to its senders. */
  static final int MAIL_WAITS = 35;

  /** Too many wrong passwords, new accounts or questions at once. */
  static final int TRY_LATER = 36;

  /** The account has devices, and this isn't one of them. */
  static final int HAS_DEVICES = 37;

  /** Only members may. */
  static final int NOT_A_MEMBER = 40;

  /** Nothing waits in the queue. */
  static final int QUEUE_EMPTY = 41;

  /** A bug. */
  static final int INTERNAL = 70;

  private ExitCodes() {}

  /** All of them in words, in order, for the help of the program; the same table stands in docs/CLIENT.md. */
  static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    put(table, DONE, "done");
    put(
        table,
        INCOMPLETE,
        "something is missing, doubled or out of order, fewer came than asked for, a list is cut"
            + " short, or a command of listen --exec failed");
    put(table, USAGE, "the command line is wrong");
    put(table, FILE, "a file can't be read, or isn't valid");
    put(table, NO_SUCH_RELAY, "the topology has no relay of that number");
    put(table, CANNOT_BIND, "no socket could be had on this host");
    put(table, UNREACHABLE, "the relay doesn't answer, nor does any other that is known");
    put(table, REFUSED, "the relay refused the client or a message");
    put(table, EXPIRED, "a message's life ended before it was delivered");
    put(table, FAILED, "a message can't be delivered, though it was accepted");
    put(
        table,
        QUEUED,
        "a message is queued: accepted, but not stored or delivered in time; it is still on its"
            + " way");
    put(table, UNKNOWN_RECIPIENT, "the recipient is unknown");
    put(
        table,
        TIMED_OUT,
        "no answer in time, a message wasn't accepted in time, or nothing was heard of its end");
    put(table, JOURNAL_IN_USE, "the journal is in use by another client");
    put(table, JOURNAL_DAMAGED, "the journal is damaged");
    put(
        table,
        JOURNAL_UNUSABLE,
        "the journal can't be read or written, is another client's, or of a newer format");
    put(
        table,
        ACCOUNT_EXISTS,
        "the ID has an account already, or the name is another's; this is a device already");
    put(table, NO_ACCOUNT, "there is no such account, or device");
    put(table, WRONG_PASSWORD, "the password is wrong, or was changed");
    put(table, LOGGED_IN_ELSEWHERE, "another device is logged in");
    put(table, NOT_LOGGED_IN, "you aren't logged in");
    put(table, MAIL_WAITS, "mail waits that would be refused to its senders");
    put(
        table,
        TRY_LATER,
        "too many wrong passwords, new accounts or questions; try again later. Or the account has"
            + " 8 devices");
    put(table, HAS_DEVICES, "the account has devices, and this isn't one: relay-client device add");
    put(table, NOT_A_MEMBER, "you aren't a member of the group");
    put(table, QUEUE_EMPTY, "nothing waits in the queue");
    put(table, INTERNAL, "internal error: a bug");
    return table;
  }

  private static void put(Map<String, String> table, int exitCode, String words) {
    table.put(String.valueOf(exitCode), words);
  }
}
