package org.chappe.transport;

/**
 * What a line of bare forwarders did.
 *
 * @param sent datagrams pushed as fast as they went
 * @param received how many of them came out
 * @param seconds from the first that was sent to the last that came
 * @param p50Nanos the median time of those from end to end, in nanoseconds; 0 when none came
 * @param p99Nanos what 99 % of them needed at most
 * @param lightReceived datagrams of the light load that came out
 * @param lightP50Nanos the median time of these from end to end, in nanoseconds; 0 when none came
 */
public record BareResult(
    long sent,
    long received,
    double seconds,
    long p50Nanos,
    long p99Nanos,
    int lightReceived,
    long lightP50Nanos) {

  /** Datagrams that came out, by the second. */
  public double perSecond() {
    return seconds > 0 ? received / seconds : 0;
  }
}
