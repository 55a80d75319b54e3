/** The relay as a program: its commands, and the one place where everything is wired together. */
@NullMarked
package org.chappe.server.cli;

import org.jspecify.annotations.NullMarked;
