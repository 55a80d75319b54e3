/** What tests of several packages of the relay need. */
@NullMarked
package org.chappe.server;

import org.jspecify.annotations.NullMarked;
