package org.chappe.server.node;

import org.chappe.server.accounts.AccountTable;
import org.chappe.server.directory.Directory;

/** What all relays of the line know alike, and tell their neighbours: where clients are, and which accounts there are. */
record LineTables(Directory directory, AccountTable accounts) {}
