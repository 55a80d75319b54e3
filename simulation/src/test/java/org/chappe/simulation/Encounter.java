package org.chappe.simulation;

/** What a swarm is there to meet: every one of these has to happen in some run, or the swarm no longer tries it. */
enum Encounter {
  /** A frame came to a relay again. */
  FRAME_DOUBLED,
  /** A frame came to a relay too early to be held. */
  FRAME_BEYOND_WINDOW,
  /** A relay left a frame in its link for want of room further on. */
  NO_ROOM,
  /** The queue of a link between relays was as full as it may get. */
  QUEUE_FULL,
  /** A relay said that it holds a frame which isn't settled yet. */
  HELD_UNSETTLED,
  /** A relay's station was full. */
  STATION_FULL,
  /** A client was told in its session that the store is full. */
  REFUSED_FULL,
  /** A classic client was told that the store is full. */
  CLASSIC_REFUSED_FULL,
  /** Somebody was told that there is no such session. */
  REFUSED_WHO,
  /** A client was told that it is attached elsewhere. */
  REFUSED_MOVED,
  /** A client gave a letter up because it was refused for too long. */
  GIVEN_UP,
  /** A message came to a station that has or had it. */
  MESSAGE_DOUBLED,
  /** What was accepted while nobody knew its recipient's home was shown later. */
  PARKED_AND_SHOWN,
  /** A letter was shown whose recipient had moved since it was accepted. */
  FOLLOWED_AND_SHOWN,
  /** A client signed off. */
  SIGNED_OFF,
  /** Bytes came to a relay that are no frame. */
  GARBAGE,
  /** A relay died. */
  RELAY_DIED,
  /** No relay was alive. */
  ALL_RELAYS_DOWN,
  /** A client died. */
  CLIENT_DIED,
  /** A node died in the middle of a step, after something it did to the world. */
  DIED_AFTER_EFFECT,
  /** A node died right after it had handed a batch to its store. */
  DIED_AFTER_COMMIT,
  /** A node died before it heard that a batch was durable. */
  DIED_BEFORE_COMMITTED,
  /** A node died when it had just heard that a batch was durable. */
  DIED_AFTER_COMMITTED,
  /** A node died again within a second of its last death. */
  DIED_AGAIN_AT_ONCE,
  /** A node lived again on a disk that had lost all that wasn't synced. */
  UNSYNCED_LOST,
  /** A node lived again on a disk that had lost the last of what wasn't synced. */
  TAIL_TORN,
  /** A sync took several batches at once. */
  SYNCED_TOGETHER,
  /** A sync took seconds. */
  SYNC_SLOW,
  /** A sync failed. */
  SYNC_FAILED,
  /** A disk was damaged, and didn't open. */
  DAMAGE_REFUSED,
  /** A writer was told that its letter is stored. */
  TOLD_STORED,
  /** A writer was told that its letter is delivered. */
  TOLD_DELIVERED,
  /** A letter's life ended. */
  EXPIRED,
  /** A writer was told that its letter's life has ended. */
  TOLD_EXPIRED,
  /** A writer was told that its letter can't be delivered. */
  TOLD_FAILED,
  /** A letter was shown though its writer had been told that it won't be delivered. */
  SHOWN_THOUGH_ENDED,
  /** A client was told that a relay's store is full, and it was the disk that was. */
  REFUSED_FULL_DISK,
  /** A relay whose disk was full left what a neighbour brought with the neighbour. */
  NO_ROOM_ON_FULL_DISK,
  /** A disk that was full was let go of mail. */
  FULL_DISK_DRAINED,
  /** A relay began to live with another year than before. */
  CLOCK_JUMPED,
  /** A reader that had died was shown a message again. */
  SHOWN_AGAIN_AFTER_DEATH,
  /** A relay handed on a copy again, as nobody had told it that the message is stored. */
  COPY_REPEATED,
  /** A client attached to another relay than the one it preferred. */
  WENT_ELSEWHERE,
  /** The address of a client's machine changed. */
  ADDRESS_CHANGED,
  /** A partition that had cut something ended while the other faults went on. */
  PARTITION_HEALED,
  /** A relay was stopped for a while and went on. */
  RELAY_PAUSED,
  /** So much came for somebody who was stopped that the last of it was dropped. */
  SOCKET_OVERFLOWED,
  /** A relay died while it was stopped. */
  DIED_WHILE_PAUSED,
  /** The clock of a relay that lived was suddenly seconds ahead. */
  CLOCK_LEAPT,
  /** A relay lost its disk, and began anew on an empty one. */
  DISK_LOST,
  /** A line was cut in two, with clients on both sides. */
  LINE_SPLIT,
  /** Something was written on each side of a line that was cut in two. */
  MAIL_ON_BOTH_SIDES,
  /** One relay heard another that couldn't hear it. */
  HEARD_ONE_WAY,
  /** A link between two relays came and went. */
  LINK_FLAPPED,
  /** A relay that no topology file names came into a line. */
  RELAY_CAME,
  /** A relay said goodbye to its line. */
  RELAY_LEFT,
  /** A client was told in its session that it has used up what it may send, or its recipient what may wait for it. */
  REFUSED_QUOTA,
  /** A classic client was told by a short text that something wasn't delivered. */
  CLASSIC_TOLD,
  /** A line had more relays than one can ask at once. */
  LONG_LINE,
  /** A text to all was shown to one of them. */
  CRY_SHOWN,
  /** Somebody who watches was told who came, or who left. */
  COMINGS_TOLD,
  /** A user made an account of its ID. */
  ACCOUNT_MADE,
  /** A user logged off. */
  LOGGED_OFF,
  /** A user ended its account. */
  ACCOUNT_DELETED,
  /** An account wasn't ended because mail waited for its owner. */
  KEPT_FOR_MAIL,
  /** Somebody who didn't know an account's password wasn't let in. */
  PASSWORD_REFUSED
}
