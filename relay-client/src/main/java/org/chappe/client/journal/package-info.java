/** A client's journal on disk: one file of batches, each durable whole or not at all. */
@NullMarked
package org.chappe.client.journal;

import org.jspecify.annotations.NullMarked;
