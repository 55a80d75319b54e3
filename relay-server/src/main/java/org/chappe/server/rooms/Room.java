package org.chappe.server.rooms;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/** One room. */
interface Room {

  /** Why a text comes back: its writer isn't a member. */
  String NOT_A_MEMBER = "not a member";

  /** Why a text comes back: with its writer's ID it would be too long. */
  String TOO_LONG = "too long for a room";

  /** Why a text comes back: it is sealed, a part of a longer one, or no client's own. */
  String NOT_FOR_ROOMS = "no text for a room";

  /** Why a room isn't destroyed. */
  String ONLY_FOUNDER = "only who founded a room may destroy it";

  People people();

  Voice voice();

  /**
   * Takes a text.
   *
   * @return why it isn't taken, in a few words of ASCII; null when it is
   */
  @Nullable String take(Message message);

  /** Does what a client asks, and answers. */
  void obey(ClientId client, RoomCommand command);

  /** Hears what became of what the room has written. */
  void hear(Message receipt);

  /**
   * Waits no longer for the word of what became of something.
   *
   * @param max how many at most
   * @return of how many
   */
  int giveUp(int max);

  /** Finds in the store what it keeps beside its people. */
  void recover(Store store);

  /** Items that wait. */
  int waiting();

  /** Items that are lent. */
  int lent();

  /** The most messages that taking one leads to. */
  int cost();

  /** What it has done so far. */
  RoomStatistics statistics();

  /** Whether the room is to end. */
  boolean isOver();

  /** Forgets all that it keeps. */
  void end();
}
