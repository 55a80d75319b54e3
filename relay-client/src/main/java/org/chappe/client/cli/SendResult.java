package org.chappe.client.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of a text, for programs.
 *
 * @param outcome accepted, stored, delivered, expired, failed, refused or timeout
 * @param id epoch.n in base 36, of a long text that of its first part; null when it isn't known
 * @param words one line for people
 */
record SendResult(String outcome, @Nullable String id, String words) {

  String json() {
    return JsonMapper.shared().writeValueAsString(this);
  }
}
