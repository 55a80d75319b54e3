/** Where a node keeps what must outlive it: atomic batches in, ordered keys out. */
@NullMarked
package org.chappe.store;

import org.jspecify.annotations.NullMarked;
