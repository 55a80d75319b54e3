package org.chappe.client.cli;

import java.util.Locale;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.transport.BareConfig;
import org.chappe.transport.BareLine;
import org.chappe.transport.BareResult;
import org.chappe.transport.BindFailure;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.Stamp;
import org.chappe.wire.WireLimits;
import tools.jackson.databind.json.JsonMapper;

/** What the same datagrams do on a line of forwarders that do nothing but forward: the yardstick for a bench run. */
final class BareBench {

  private static final int OUTSTANDING_MIN = 64;
  private static final int LIGHT_DATAGRAMS = 2_000;
  private static final int HOPS_LEFT = 64;

  private BareBench() {}

  /**
   * Measures as many forwarders as a plan's messages pass relays, all in this process.
   *
   * @throws UserError if there is no free port
   */
  static BareResult run(BenchPlan plan) throws UserError {
    int forwarders = Math.abs(plan.to().value() - plan.from().value()) + 1;
    int outstanding = Math.max(OUTSTANDING_MIN, plan.outstanding() * plan.clients());
    BareConfig config =
        new BareConfig(datagramBytes(plan.size()), plan.messages(), outstanding, LIGHT_DATAGRAMS);
    try {
      return BareLine.run(forwarders, config);
    } catch (BindFailure e) {
      throw new UserError(ExitCodes.CANNOT_BIND, String.valueOf(e.getMessage()));
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

  static String render(BareResult result, OutputFormat format) {
    return format == OutputFormat.JSON
        ? JsonMapper.shared().writeValueAsString(result)
        : String.format(
            Locale.ROOT,
            "bare: %,.0f datagrams/s (%,d of %,d in %.2f s); light load p50 %,d µs",
            result.perSecond(),
            result.received(),
            result.sent(),
            result.seconds(),
            result.lightP50Nanos() / 1_000);
  }
}
