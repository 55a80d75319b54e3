/** The program {@code relay-client}: a terminal for people, and commands for scripts. */
@NullMarked
package org.chappe.client.cli;

import org.jspecify.annotations.NullMarked;
