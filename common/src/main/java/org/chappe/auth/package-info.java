/** How a client proves that it knows a password, without telling it: SCRAM-SHA-256 (RFC 5802, RFC 7677). */
@NullMarked
package org.chappe.auth;

import org.jspecify.annotations.NullMarked;
