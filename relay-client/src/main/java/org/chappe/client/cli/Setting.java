package org.chappe.client.cli;

/**
 * A value that was set.
 *
 * @param value as it was written; a path of the file is made absolute
 * @param origin where it was found, such as {@code CHAPPE_ID}, or file and line
 */
record Setting(String value, String origin) {}
