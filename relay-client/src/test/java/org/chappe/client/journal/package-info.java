/** Tests of the journal file, torn and bent in every way. */
@NullMarked
package org.chappe.client.journal;

import org.jspecify.annotations.NullMarked;
