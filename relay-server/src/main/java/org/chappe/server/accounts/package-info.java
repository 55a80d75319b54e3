/** The accounts that a relay knows, which are those of the whole line. */
@NullMarked
package org.chappe.server.accounts;

import org.jspecify.annotations.NullMarked;
