/** The nouns of the network: identifiers, messages and the text they carry, all validated at birth. */
@NullMarked
package org.chappe.model;

import org.jspecify.annotations.NullMarked;
