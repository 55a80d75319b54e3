/** What a home keeps: mailboxes, what was delivered already, and the commits that make both durable. */
@NullMarked
package org.chappe.server.station;

import org.jspecify.annotations.NullMarked;
