package org.chappe.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an admin port answers to what arrives on its socket, byte by byte. */
@Timeout(60)
class AdminServerTest {

  private static final int SOCKET_MILLIS = 30_000;

  private StatusSource source = () -> SampleStatus.of(3, true);
  private final AdminServer server;
  private final AtomicInteger toldToLeave = new AtomicInteger();
  private boolean runs = true;

  private boolean leave() {
    toldToLeave.incrementAndGet();
    return runs;
  }

  AdminServerTest() throws IOException {
    server =
        AdminServer.bind("relay-3", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.serve("tower", () -> source.status(), this::leave);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldTellTheStatusAsJson() throws Exception {
    String answer = get("/status");

    assertThat(answer)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Content-type: application/json\r\n", "Connection: close\r\n");
    JsonNode status = JsonMapper.shared().readTree(body(answer));
    assertThat(status.propertyNames())
        .containsExactly("relay", "clients", "mail", "members", "links", "counters");
    assertThat(status.at("/relay/number").intValue()).isEqualTo(3);
    assertThat(status.at("/members/0/state").stringValue()).isEqualTo("dead");
    assertThat(JsonMapper.shared().readValue(body(answer), StatusDocument.class))
        .isEqualTo(SampleStatus.of(3, true));
  }

  @Test
  void shouldSayWhetherItLivesAndIsReady() throws Exception {
    assertThat(get("/livez")).startsWith("HTTP/1.1 200 ").endsWith("relay 3 lives\n");
    assertThat(get("/readyz")).startsWith("HTTP/1.1 200 ").endsWith("relay 3 is ready\n");
    source = () -> SampleStatus.of(3, false);
    assertThat(get("/livez")).startsWith("HTTP/1.1 200 ");
    assertThat(get("/readyz")).startsWith("HTTP/1.1 503 ").contains("no way yet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/status", "/livez", "/readyz"})
  void shouldSayThatTheRelayDoesNotAnswer(String path) throws Exception {
    source = () -> {
      throw new StatusSource.NoAnswer("planted");
    };
    assertThat(get(path)).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\nplanted\n");
  }

  @Test
  void shouldGoOnAfterABug() throws Exception {
    source = () -> {
      throw new IllegalStateException("planted");
    };
    assertThat(get("/status")).startsWith("HTTP/1.1 500 ").doesNotContain("planted");
    source = () -> SampleStatus.of(3, true);
    assertThat(get("/status")).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "localhost:8001, 200",
    "LOCALHOST, 200",
    "127.0.0.1:8001, 200",
    "[::1]:8001, 200",
    "192.0.2.7, 200",
    "tower:8001, 200",
    "evil.example, 403",
    "evil.example:8001, 403",
    "127.0.0.1.evil.example, 403",
    "'', 403"
  })
  void shouldTakeOnlyHostsThatNoStrangerCanHaveNamed(String host, int code) throws Exception {
    assertThat(ask("GET /status HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .startsWith("HTTP/1.1 " + code + " ");
  }

  @Test
  void shouldWantOneHost() throws Exception {
    assertThat(ask("GET /status HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(ask("GET /status HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /status, 405",
    "HEAD, /livez, 405",
    "OPTIONS, /readyz, 405",
    "GET, /, 404",
    "GET, /status/, 404",
    "GET, /status/1, 404",
    "GET, /../status, 404",
    "GET, /metrics, 404"
  })
  void shouldRefuseWhatThereIsNot(String method, String path, int code) throws Exception {
    assertThat(ask(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 " + code + " ");
  }

  @Test
  void shouldTellTheRelayToLeave() throws Exception {
    assertThat(post("Host: localhost\r\nX-Chappe-Request: leave")).startsWith("HTTP/1.1 202 ");
    assertThat(toldToLeave).hasValue(1);
    runs = false;
    assertThat(post("Host: localhost\r\nX-Chappe-Request: leave")).startsWith("HTTP/1.1 503 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost",
        "Host: localhost\r\nX-Chappe-Request: yes",
        "Host: evil.example\r\nX-Chappe-Request: leave",
        "Host: localhost\r\nContent-Type: text/plain"
      })
  void shouldNotLeaveBecauseAPageInABrowserSaysSo(String headers) throws Exception {
    assertThat(post(headers)).startsWith("HTTP/1.1 403 ");
    assertThat(get("/leave")).startsWith("HTTP/1.1 405 ").contains("Allow: POST");
    assertThat(ask("OPTIONS /leave HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 405 ")
        .doesNotContainIgnoringCase("access-control");
    assertThat(toldToLeave).hasValue(0);
  }

  @Test
  void shouldLeaveOnlyWhenItsOwnHostSaysSo() {
    Pages pages = new Pages(source, this::leave);
    assertThat(pages.answer(new Request("POST", "/leave", true, false)).code()).isEqualTo(403);
    assertThat(toldToLeave).hasValue(0);
  }

  private String post(String headers) throws IOException {
    return ask("POST /leave HTTP/1.1\r\n" + headers + "\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
      })
  void shouldTakeNoBody(String body) throws Exception {
    assertThat(ask("GET /status HTTP/1.1\r\nHost: localhost\r\n" + body))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void shouldTakeNoEndlessHeader() throws Exception {
    String endless = "GET /status HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(1 << 20);
    assertThat(ask(endless)).doesNotContain("200 OK");
    assertThat(get("/livez")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void shouldAnswerAgainAfterMoreRequestsThanItWorksOnAtOnce() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    source = () -> {
      await(goOn);
      return SampleStatus.of(3, true);
    };
    List<Socket> flood = new ArrayList<>();
    for (int i = 0; i < AdminServer.THREADS + AdminServer.WAITING_MAX + 4; i++) {
      Socket socket = open();
      flood.add(socket);
      socket.getOutputStream().write(request("/livez"));
    }
    goOn.countDown();
    for (Socket socket : flood) {
      assertThat(read(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void shouldCloseConnectionsBeyondItsBound() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < AdminServer.CONNECTIONS_MAX; i++) {
        silent.add(open());
      }
      assertThat(read(open())).as("one too many").isEmpty();
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
    Awaitility.await()
        .atMost(Duration.ofMillis(SOCKET_MILLIS))
        .ignoreExceptions()
        .until(() -> get("/livez").startsWith("HTTP/1.1 200 "));
  }

  private static void await(CountDownLatch latch) throws StatusSource.NoAnswer {
    try {
      assertThat(latch.await(SOCKET_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new StatusSource.NoAnswer("interrupted");
    }
  }

  @Test
  void shouldNotTakeAnAddressThatIsTaken() {
    assertThatThrownBy(() -> AdminServer.bind("relay-4", server.local()))
        .isInstanceOf(BindException.class);
  }

  @Test
  void shouldGiveItsAddressBack() throws Exception {
    server.close();
    server.close();
    AdminServer.bind("relay-4", server.local()).close();
  }

  private String get(String path) throws IOException {
    return ask(new String(request(path), StandardCharsets.US_ASCII));
  }

  private static byte[] request(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:8001\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String ask(String request) throws IOException {
    Socket socket = open();
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException closedAlready) {
      socket.close();
      return "";
    }
    return read(socket);
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(server.local().getAddress(), server.local().getPort());
    socket.setSoTimeout(SOCKET_MILLIS);
    return socket;
  }

  /** All that comes until the other end closes. */
  private static String read(Socket socket) throws IOException {
    try (socket) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.net.SocketException reset) {
      return "";
    }
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
