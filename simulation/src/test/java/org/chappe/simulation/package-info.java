/** Whole lines on virtual time and a faulty network of encoded bytes, every random choice from one seed. */
@NullMarked
package org.chappe.simulation;

import org.jspecify.annotations.NullMarked;
