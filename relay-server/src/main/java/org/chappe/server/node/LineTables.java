package org.chappe.server.node;

import org.chappe.server.accounts.AccountTable;
import org.chappe.server.broadcast.BroadcastTable;
import org.chappe.server.directory.Directory;

/**
 * What all relays of the line know alike, and tell their neighbours: where clients are, which accounts there are, and what was lately
 * written to all.
 */
record LineTables(Directory directory, AccountTable accounts, BroadcastTable broadcasts) {}
