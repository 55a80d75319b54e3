package org.chappe.client.cli;

import java.util.Locale;

/** How a command tells its result. */
enum OutputFormat {
  /** For people. */
  TEXT,
  /** One JSON object on one line. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
