/** Tests of the wire form. */
@NullMarked
package org.chappe.wire;

import org.jspecify.annotations.NullMarked;
