package org.chappe.wire;

/** What a datagram turned out to be: a frame, or not one. Bad bytes are a normal outcome, not an exception. */
public sealed interface Decoded permits Frame, Malformed {}
