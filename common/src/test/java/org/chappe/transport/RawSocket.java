package org.chappe.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.chappe.node.Endpoint;

/** A plain socket that a test talks to a driver with. */
final class RawSocket implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final DatagramSocket socket;

  RawSocket() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setReceiveBufferSize(1 << 20);
  }

  Endpoint local() {
    return Endpoints.of((InetSocketAddress) socket.getLocalSocketAddress());
  }

  void send(Endpoint to, String text) throws IOException {
    send(to, text.getBytes(StandardCharsets.UTF_8));
  }

  void send(Endpoint to, byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, Endpoints.address(to)));
  }

  byte[] receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  String receiveText() throws IOException {
    return new String(receive(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    socket.close();
  }
}
