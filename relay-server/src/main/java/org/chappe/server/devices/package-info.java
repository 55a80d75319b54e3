/** Accounts with several devices: what becomes of their mail, and where their owners are at home. */
@NullMarked
package org.chappe.server.devices;

import org.jspecify.annotations.NullMarked;
