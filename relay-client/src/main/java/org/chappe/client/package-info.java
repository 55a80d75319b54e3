/** The embeddable client: connect to a relay, send texts and learn what became of them, receive mail. */
@NullMarked
package org.chappe.client;

import org.jspecify.annotations.NullMarked;
