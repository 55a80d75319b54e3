package org.chappe.simulation;

/** What became of the datagrams of a run. */
final class NetworkCounts {

  long sent;
  long arrived;
  long lost;
  long cut;
  long duplicated;
  long reordered;
  long corrupted;
  /** Corrupted so that they still read as a frame, and therefore dropped. */
  long caught;
  /** Sent to an address where nobody is. */
  long nowhere;

  @Override
  public String toString() {
    return "sent=" + sent + " arrived=" + arrived + " lost=" + lost + " cut=" + cut + " duplicated="
        + duplicated + " reordered=" + reordered + " corrupted=" + corrupted + " caught=" + caught
        + " nowhere=" + nowhere;
  }
}
