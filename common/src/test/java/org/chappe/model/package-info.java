/** Tests of the nouns. */
@NullMarked
package org.chappe.model;

import org.jspecify.annotations.NullMarked;
