package org.chappe.client.session;

import java.util.List;
import org.chappe.model.Message;

/** A text that may be shown, and the places of its parts in the journal. */
record Ready(Message text, boolean isLate, List<Long> numbers) {}
