/** Frames and their one text form: a pure, bounded, canonical codec without I/O. */
@NullMarked
package org.chappe.wire;

import org.jspecify.annotations.NullMarked;
