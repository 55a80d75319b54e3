/** Tests of the client's state machine: time is moved by hand. */
@NullMarked
package org.chappe.client.session;

import org.jspecify.annotations.NullMarked;
