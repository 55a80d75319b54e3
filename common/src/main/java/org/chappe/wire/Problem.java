package org.chappe.wire;

/**
 * What is wrong with bytes or with a frame.
 *
 * @param words one sentence of at most 120 characters, without control characters
 */
record Problem(Refusal refusal, String words) {}
