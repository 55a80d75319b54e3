package org.chappe.server.admin;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns away what no program of an operator would send. A page in a browser can be made to ask any host under a name of its
 * own (DNS rebinding), but then that name stands in the request: only addresses, {@code localhost} and the configured name
 * are taken.
 */
final class Guard {

  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]{2,45}\\]");

  private final String ownName;

  /** @param ownName the host that the admin port was configured with */
  Guard(String ownName) {
    this.ownName = ownName;
  }

  /** What to answer instead of what was asked for; null when nothing is wrong. */
  @Nullable Answer refusal(Headers headers) {
    List<String> hosts = headers.getOrDefault("Host", List.of());
    if (hosts.size() != 1) {
      return Answer.words(Answer.BAD_REQUEST, "one Host is wanted");
    }
    if (!isKnown(hosts.get(0))) {
      return Answer.words(Answer.FORBIDDEN, "ask by address: this Host isn't the relay's");
    }
    String length = headers.getFirst("Content-Length");
    boolean empty = length == null || length.equals("0");
    return empty && !headers.containsKey("Transfer-Encoding")
        ? null
        : Answer.words(Answer.TOO_LARGE, "no body is taken here");
  }

  private boolean isKnown(String host) {
    String name = host.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals(ownName)
        || ADDRESS.matcher(name).matches();
  }
}
