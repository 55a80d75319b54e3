package org.chappe.client.session;

import org.chappe.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message that came for the first time.
 *
 * @param number its place in the journal
 * @param millis when it came, in milliseconds since 1970
 * @param track what it belongs to; null for a message without a number
 */
record Arrival(
    long number, long millis, Message message, @Nullable Track track) {}
