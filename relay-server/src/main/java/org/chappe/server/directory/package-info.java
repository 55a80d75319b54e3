/** Where each client is at home, kept alike on all relays by numbered changes and digests. */
@NullMarked
package org.chappe.server.directory;

import org.jspecify.annotations.NullMarked;
