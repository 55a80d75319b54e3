package org.chappe.server.admin;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;

/**
 * What was asked for.
 *
 * @param method of HTTP
 * @param path without query
 * @param isDeliberate whether it says in a header of its own that it means it, which a page in a browser can't make another
 *     host's server hear without that server's leave
 * @param isFromHere whether it comes from the relay's own host
 */
record Request(String method, String path, boolean isDeliberate, boolean isFromHere) {

  /** The header, whose value is the path without its slash. */
  static final String HEADER = "X-Chappe-Request";

  static Request of(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    String meant = exchange.getRequestHeaders().getFirst(HEADER);
    InetAddress from = exchange.getRemoteAddress().getAddress();
    InetAddress own = exchange.getLocalAddress().getAddress();
    return new Request(
        exchange.getRequestMethod(),
        path,
        path.equals("/" + meant),
        from.isLoopbackAddress() || from.equals(own));
  }
}
