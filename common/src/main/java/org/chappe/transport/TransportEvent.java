package org.chappe.transport;

/** What a driver counts beside the node's verdicts. */
public enum TransportEvent {
  /** Packets read from the socket; one may carry many datagrams. */
  PACKETS_READ,
  /** Datagrams read. */
  DATAGRAMS_READ,
  /** Packets handed to the socket. */
  PACKETS_WRITTEN,
  /** Datagrams handed to the socket. */
  DATAGRAMS_WRITTEN,
  /** Datagrams dropped because the socket takes no more for now. */
  UNWRITABLE_DROPPED,
  /** Datagrams to an endpoint that can't be sent to, such as port 0; dropped. */
  UNREACHABLE_DROPPED,
  /** Errors of the socket while reading or writing, such as a peer's closed port; what was written is lost. */
  SOCKET_ERRORS,
  /** Segmented packets that the kernel refused; from the first on, datagrams go singly. */
  SEGMENTATION_REFUSED,
  /** Peers' addresses forgotten because there were too many. */
  PEERS_FORGOTTEN,
  /** Commands not taken because too many waited. */
  COMMANDS_REFUSED,
  /** Turns cut short because the node had too much to do at once. */
  TURNS_CUT,
  /** Datagrams lost by an impairment. */
  IMPAIRED_LOST,
  /** Datagrams doubled by an impairment. */
  IMPAIRED_DOUBLED,
  /** Copies of datagrams held back by an impairment. */
  IMPAIRED_DELAYED,
  /** Copies of datagrams changed by an impairment. */
  IMPAIRED_CORRUPTED,
  /** Copies of datagrams dropped because an impairment holds too many back. */
  IMPAIRMENT_FULL
}
