/** Where mail rests: atomic batches in, ordered keys out. */
@NullMarked
package org.chappe.server.store;

import org.jspecify.annotations.NullMarked;
