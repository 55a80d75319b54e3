package org.chappe.topology;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port as people write them: {@code 127.0.0.1:8001}, {@code tower:8001} or {@code [::1]:8001}.
 *
 * @param host a name or address literal, 1 to 253 characters, in lower case; an IPv6 address stands without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

  public static final int PORT_MAX = 65_535;

  static final Pattern HOST = Pattern.compile("[0-9A-Za-z._:%-]{1,253}");

  private static final Pattern FORM = Pattern.compile(
      "(?:([0-9A-Za-z._%-]{1,253})|\\[([0-9A-Za-z._:%-]{1,253})\\]):([1-9][0-9]{0,4})");

  /** @throws IllegalArgumentException if the host or the port can't be one */
  public HostPort {
    check(host, port);
    host = host.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException with a sentence if it isn't of that form
   */
  public static HostPort parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not HOST:PORT, such as 127.0.0.1:8001 or [::1]:8001");
    }
    String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return new HostPort(host, Integer.parseInt(parts.group(3)));
  }

  static void check(String host, int port) {
    if (!isHost(host)) {
      throw new IllegalArgumentException("\"" + host + "\" is neither a host name nor an address");
    }
    if (port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException("a port is 1 to 65535; " + port + " is not");
    }
  }

  /** Whether a text may be a host. Whether the host exists is seen only when it is looked up. */
  static boolean isHost(String text) {
    return HOST.matcher(text).matches();
  }

  /** Equal hosts give equal texts. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
