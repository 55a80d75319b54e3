package org.chappe.server.admin;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer to a request.
 *
 * @param code of HTTP
 * @param type what the body is
 * @param body the text
 * @param allow the method that would be allowed, if another was asked for
 */
record Answer(int code, String type, String body, @Nullable String allow) {

  static final int OK = 200;
  static final int ACCEPTED = 202;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int NOT_ALLOWED = 405;
  static final int TOO_LARGE = 413;
  static final int FAILED = 500;
  static final int UNAVAILABLE = 503;

  /** A line of words. */
  static Answer words(int code, String line) {
    return new Answer(code, "text/plain; charset=utf-8", line + "\n", null);
  }

  static Answer json(Object document) {
    String text = JsonMapper.shared().writeValueAsString(document);
    return new Answer(OK, "application/json", text + "\n", null);
  }

  static Answer notAllowed(String method) {
    String line = "only " + method + " is taken here";
    return new Answer(NOT_ALLOWED, "text/plain; charset=utf-8", line + "\n", method);
  }
}
