package org.chappe.server.membership;

/** Why a member is held to be in its state. */
public enum StateReason {
  /** Nothing was heard of it yet. */
  UNHEARD,
  /** It says so itself. */
  SELF,
  /** It doesn't answer this relay, and no links of others lead to it. */
  SILENT,
  /** It was suspected and didn't refute that in time. */
  UNREFUTED,
  /** Another relay says so. */
  HEARSAY
}
