/** What the tests of the client share. */
@NullMarked
package org.chappe.client;

import org.jspecify.annotations.NullMarked;
