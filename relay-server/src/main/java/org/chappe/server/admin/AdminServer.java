package org.chappe.server.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin port of a relay: HTTP on a TCP address, which is bound at once and served later. Few threads, small requests, one
 * request a connection, seconds at most for each: whoever floods it gets slow answers, and the relay goes on.
 */
public final class AdminServer implements AutoCloseable {

  /** Requests that are worked on at once. */
  static final int THREADS = 2;

  /** Requests that wait for one of these threads; beyond that nothing is read from connections. */
  static final int WAITING_MAX = 16;

  /** Connections at once; beyond that they are closed as soon as they are accepted. */
  static final int CONNECTIONS_MAX = 64;

  /** Connections that wait to be accepted. */
  static final int BACKLOG = 16;

  /**
   * What the JDK's server has for bounds, of which it sets few by itself. They hold for the whole process; whoever sets them
   * on the command line has the last word.
   */
  private static final Map<String, String> BOUNDS = Map.of(
      "sun.net.httpserver.maxReqTime", "5",
      "sun.net.httpserver.maxRspTime", "5",
      "sun.net.httpserver.idleInterval", "5",
      "sun.net.httpserver.maxIdleConnections", "4",
      "sun.net.httpserver.maxReqHeaders", "32",
      "sun.net.httpserver.maxReqHeaderSize", "16384",
      "sun.net.httpserver.drainAmount", "4096",
      "jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS_MAX));

  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

  static {
    BOUNDS.forEach((key, value) -> {
      if (System.getProperty(key) == null) {
        System.setProperty(key, value);
      }
    });
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final AtomicBoolean started = new AtomicBoolean();

  private AdminServer(HttpServer server, String name) {
    this.server = server;
    AtomicInteger threadsMade = new AtomicInteger();
    this.threads = new ThreadPoolExecutor(
        THREADS,
        THREADS,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(WAITING_MAX),
        task -> daemon(task, name + "-admin-" + threadsMade.incrementAndGet()),
        new ThreadPoolExecutor.CallerRunsPolicy());
    server.setExecutor(threads);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Takes an address.
   *
   * @param name of the relay, for threads and the log
   * @throws IOException if it can't be bound
   */
  public static AdminServer bind(String name, InetSocketAddress at) throws IOException {
    return new AdminServer(HttpServer.create(at, BACKLOG), name);
  }

  /** The address that was bound. */
  public InetSocketAddress local() {
    return server.getAddress();
  }

  /**
   * Begins to answer.
   *
   * @param host the name or address that the port was configured with
   */
  public void serve(String host, StatusSource source, RelayControl control) {
    Guard guard = new Guard(host);
    Pages pages = new Pages(source, control);
    server.createContext("/", exchange -> exchange(guard, pages, exchange));
    startOnce();
  }

  private void startOnce() {
    if (started.compareAndSet(false, true)) {
      server.start();
    }
  }

  private static void exchange(Guard guard, Pages pages, HttpExchange exchange) {
    try (exchange) {
      Answer refusal = guard.refusal(exchange.getRequestHeaders());
      send(exchange, refusal == null ? answer(pages, exchange) : refusal);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("admin client went away from={}", exchange.getRemoteAddress(), e);
    }
  }

  private static Answer answer(Pages pages, HttpExchange exchange) {
    try {
      return pages.answer(Request.of(exchange));
    } catch (RuntimeException bug) {
      LOG.error("admin request failed; this is a bug, please report it with the trace", bug);
      return Answer.words(Answer.FAILED, "internal error; see the relay's log");
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("Connection", "close");
    if (answer.allow() != null) {
      exchange.getResponseHeaders().set("Allow", answer.allow());
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.code(), body.length);
    exchange.getResponseBody().write(body);
  }

  /** Gives the address back. Requests that are under way are broken off. */
  @Override
  public void close() {
    startOnce(); // one that never ran doesn't let go of its address
    server.stop(0);
    threads.shutdownNow();
  }
}
