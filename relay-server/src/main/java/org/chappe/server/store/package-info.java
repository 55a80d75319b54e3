/** Where a relay's mail rests: the stores on disk. */
@NullMarked
package org.chappe.server.store;

import org.jspecify.annotations.NullMarked;
