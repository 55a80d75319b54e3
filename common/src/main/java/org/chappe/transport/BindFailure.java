package org.chappe.transport;

import java.io.Serial;
import java.util.Locale;

/** An address that can't be listened on. The message is one plain sentence for the person who chose the address. */
public final class BindFailure extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  private BindFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Of a host that can't be looked up. */
  public static BindFailure unknownHost(String host, int port, Throwable cause) {
    return new BindFailure(
        "cannot listen on " + host + ":" + port + ": the host " + host + " is unknown", cause);
  }

  /** Of an address that was refused. */
  public static BindFailure of(String host, int port, Throwable cause) {
    return new BindFailure("cannot listen on " + host + ":" + port + ": " + reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (words.contains("in use")) {
      return "the port is taken by another program";
    }
    if (words.contains("cannot assign") || words.contains("can't assign")) {
      return "the address is not one of this host's";
    }
    if (words.contains("permission denied") || words.contains("not permitted")) {
      return "this user may not use the port (those below 1024 need a privilege)";
    }
    return words;
  }
}
