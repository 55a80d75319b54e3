package org.chappe.simulation;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Passes on what clients and a relay say to each other, and remembers all of it. */
final class Tap implements AutoCloseable {

  private static final int DATAGRAM_BYTES_MAX = 65_536;

  private final InetSocketAddress relay;
  private final DatagramSocket front;
  private final Map<SocketAddress, DatagramSocket> backs = new HashMap<>();
  private final List<String> heard = new ArrayList<>();

  /** @param port of a relay on the loopback interface */
  Tap(int port) throws SocketException {
    InetAddress host = InetAddress.getLoopbackAddress();
    relay = new InetSocketAddress(host, port);
    front = new DatagramSocket(0, host);
    start(() -> {
      DatagramPacket packet = receive(front);
      back(packet.getSocketAddress()).send(readdressed(packet, relay));
    });
  }

  /** Something that is done over and over, until a socket is closed. */
  private interface Step {
    void run() throws IOException;
  }

  private static void start(Step step) {
    Thread thread = new Thread(() -> {
      try {
        while (true) {
          step.run();
        }
      } catch (IOException closed) {
        // that is how it ends
      }
    });
    thread.setDaemon(true);
    thread.start();
  }

  private DatagramPacket receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM_BYTES_MAX], DATAGRAM_BYTES_MAX);
    socket.receive(packet);
    synchronized (heard) {
      heard.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
    }
    return packet;
  }

  private static DatagramPacket readdressed(DatagramPacket packet, SocketAddress to) {
    return new DatagramPacket(packet.getData(), packet.getLength(), to);
  }

  /** The socket by which the relay knows a client. */
  private synchronized DatagramSocket back(SocketAddress client) throws SocketException {
    DatagramSocket known = backs.get(client);
    if (known != null) {
      return known;
    }
    DatagramSocket back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    backs.put(client, back);
    start(() -> front.send(readdressed(receive(back), client)));
    return back;
  }

  /** Where clients find the relay, as a person would write it. */
  String place() {
    return "127.0.0.1:" + front.getLocalPort();
  }

  /** All datagrams so far, a character for each byte. */
  List<String> heard() {
    synchronized (heard) {
      return List.copyOf(heard);
    }
  }

  @Override
  public synchronized void close() {
    front.close();
    backs.values().forEach(DatagramSocket::close);
  }
}
