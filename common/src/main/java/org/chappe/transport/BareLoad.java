package org.chappe.transport;

import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Pushes datagrams into one end of a line of bare forwarders and counts them at the other. */
public final class BareLoad implements AutoCloseable {

  private final UdpSocket socket;

  private BareLoad(UdpSocket socket) {
    this.socket = socket;
  }

  /**
   * Opens the port of 127.0.0.1 that the line's last forwarder sends to.
   *
   * @param exitPort 0 lets the system choose
   * @throws BindFailure if the port can't be bound
   */
  public static BareLoad open(int exitPort) throws BindFailure {
    return new BareLoad(UdpSocket.open("bare-load", "127.0.0.1", exitPort, true));
  }

  /** The port that datagrams should come out at. */
  public int port() {
    return socket.local().getPort();
  }

  /**
   * Measures a line once; may be called again: its rate, then its latency under light load. What is lost on the way is given up on after a
   * while without progress, so that this ends.
   *
   * @param entryHost where the first forwarder is
   * @param entryPort and its port
   * @throws IllegalArgumentException if the host is unknown
   */
  public BareResult run(String entryHost, int entryPort, BareConfig config) {
    InetSocketAddress entry = Endpoints.address(Endpoints.resolve(entryHost, entryPort));
    RateProbe rate = new RateProbe(socket, entry, config);
    during(rate, rate::begin, rate.ended());
    LatencyProbe latency = new LatencyProbe(socket, entry, config);
    during(latency, latency::begin, latency.ended());
    return new BareResult(
        rate.sent(),
        rate.received(),
        rate.seconds(),
        rate.quantileNanos(0.5),
        rate.quantileNanos(0.99),
        latency.received(),
        latency.medianNanos());
  }

  private void during(ChannelHandler probe, Runnable begin, CompletableFuture<Void> ended) {
    socket.startReading(probe);
    socket.loop().execute(begin);
    ended.join();
    socket.channel().pipeline().remove(probe);
  }

  @Override
  public void close() {
    socket.close();
  }
}
