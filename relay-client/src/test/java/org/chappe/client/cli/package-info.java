/** Tests of the program, over real sockets, with a home in the same process. */
@NullMarked
package org.chappe.client.cli;

import org.jspecify.annotations.NullMarked;
