package org.chappe.client.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chappe.client.session.ClientOrder;

/** A message's life as it is written on a command line. */
record Life(Duration duration) {

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})([smhd])");

  /** Reads {@code 30s}, {@code 15m}, {@code 2h} or {@code 7d}. */
  static Life parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      Duration duration = switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
      if (duration.toSeconds() <= ClientOrder.Send.LIFE_SECONDS_MAX) {
        return new Life(duration);
      }
    }
    throw new IllegalArgumentException(
        "a life is 1s to 30d, such as 30s, 15m, 2h or 7d; \"" + text + "\" is not");
  }
}
