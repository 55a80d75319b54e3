/** What operators see of a running relay: its status over HTTP. */
@NullMarked
package org.chappe.server.admin;

import org.jspecify.annotations.NullMarked;
