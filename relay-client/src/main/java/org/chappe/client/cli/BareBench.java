package org.chappe.client.cli;

import java.util.Locale;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.transport.BareConfig;
import org.chappe.transport.BareLoad;
import org.chappe.transport.BareResult;
import org.chappe.transport.BindFailure;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.Stamp;
import org.chappe.wire.WireLimits;

/** What the same datagrams do on a line of forwarders that do nothing but forward: the yardstick for a bench run. */
final class BareBench {

  private static final int OUTSTANDING_MIN = 64;
  /** A forwarder that has just started may need longer for its first datagram than is waited for one. */
  private static final int WARM_UPS_MAX = 10;

  private static final int HOPS_LEFT = 64;

  private BareBench() {}

  /**
   * What was measured. A datagram stands for a message.
   *
   * @param datagramBytes the size of each, which is that of a frame with a text of the plan's size
   * @param messagesPerSecond those that came out, by the second
   * @param p50Micros from end to end, in microseconds, as many as allowed being on their way
   * @param lightP50Micros the same at 1,000 a second; 0 if that wasn't measured
   * @param cpuNanosPerMessage processor time of this program and of those that were named, for each that came out as fast as they
   *     go, in nanoseconds
   */
  record Result(
      int datagramBytes,
      long sent,
      long delivered,
      double seconds,
      long messagesPerSecond,
      long p50Micros,
      long p99Micros,
      int lightDelivered,
      long lightP50Micros,
      long cpuNanosPerMessage) {

    static Result of(int datagramBytes, BareResult bare, BareResult light, long cpuNanos) {
      return new Result(
          datagramBytes,
          bare.sent(),
          bare.received(),
          bare.seconds(),
          Math.round(bare.perSecond()),
          bare.p50Nanos() / 1_000,
          bare.p99Nanos() / 1_000,
          light.lightReceived(),
          light.lightP50Nanos() / 1_000,
          cpuNanos / Math.max(1, bare.received()));
    }

    String render(OutputFormat format) {
      return format == OutputFormat.JSON
          ? JsonLine.of("bare", this)
          : String.format(
              Locale.ROOT,
              """
              bare: %,d datagrams/s of %d bytes (%,d of %,d in %.2f s)
              p50 %,d µs, p99 %,d µs%s
              %.2f µs of processor time a datagram\
              """,
              messagesPerSecond,
              datagramBytes,
              delivered,
              sent,
              seconds,
              p50Micros,
              p99Micros,
              lightDelivered == 0
                  ? ""
                  : String.format(Locale.ROOT, "; at 1,000/s p50 %,d µs", lightP50Micros),
              cpuNanosPerMessage / 1_000.0);
    }
  }

  /**
   * Measures a line of forwarders that is up, after a warm-up, with as many datagrams on their way as a plan's pairs
   * together have messages.
   *
   * @param entry where the first forwarder listens
   * @param exitPort the port of 127.0.0.1 that the last one sends to
   * @param cpu of the programs whose time a datagram costs
   * @throws UserError if that port can't be bound or nothing comes out
   */
  static Result run(BenchPlan plan, HostAndPort entry, int exitPort, CpuTime cpu) throws UserError {
    int outstanding = Math.max(OUTSTANDING_MIN, plan.outstanding() * plan.clients());
    int bytes = datagramBytes(plan.size());
    BareConfig warmUp = new BareConfig(bytes, Math.max(1, plan.warmUp()), outstanding, 0);
    BareConfig measured = new BareConfig(bytes, plan.messages(), outstanding, 0);
    BareConfig light = new BareConfig(bytes, 1, outstanding, plan.light());
    try (BareLoad load = BareLoad.open(exitPort)) {
      long came = 0;
      for (int attempt = 0; attempt < WARM_UPS_MAX && came == 0; attempt++) {
        came = load.run(entry.host(), entry.port(), warmUp).received();
      }
      if (came == 0) {
        throw new UserError(
            ExitCodes.UNREACHABLE,
            "nothing that is sent to " + entry.host() + ":" + entry.port() + " comes to port "
                + exitPort);
      }
      long cpuNanos = cpu.nanos();
      BareResult fast = load.run(entry.host(), entry.port(), measured);
      cpuNanos = cpu.nanos() - cpuNanos;
      return Result.of(bytes, fast, load.run(entry.host(), entry.port(), light), cpuNanos);
    } catch (BindFailure e) {
      throw new UserError(ExitCodes.CANNOT_BIND, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException unknownHost) {
      throw new UserError(ExitCodes.UNREACHABLE, String.valueOf(unknownHost.getMessage()));
    }
  }

  /** The bytes of a frame in the middle of a session that carries a text of this size. */
  static int datagramBytes(int textBytes) {
    Message message = Message.plain(
            new ClientId(0), new ClientId(1), Payload.of("x".repeat(textBytes)))
        .withId(new MessageId(System.currentTimeMillis(), 10_000))
        .withHopsLeft(HOPS_LEFT);
    Frame frame = new Frame.Send(Stamp.of(1, 10_000), message, "");
    return FrameCodec.encode(frame, new byte[WireLimits.DATAGRAM_BYTES_MAX], 0);
  }
}
