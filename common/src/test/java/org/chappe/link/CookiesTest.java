package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.junit.jupiter.api.Test;

class CookiesTest {

  private static final long MINUTE = 60_000_000_000L;
  private static final Endpoint FROM = new Endpoint(1, 2, 3);

  private final Cookies cookies = new Cookies(11, 12);
  private final long now = 10 * MINUTE;
  private final long cookie = cookies.issue(now, FROM, handshake(5, 6, Stamp.NONE));

  @Test
  void shouldKnowItsOwnCookieForThisAndTheNextMinute() {
    Frame.Handshake handshake = handshake(5, 6, cookie);
    assertThat(cookies.isGenuine(now, FROM, handshake)).isTrue();
    assertThat(cookies.isGenuine(now + 2 * MINUTE - 1, FROM, handshake)).isTrue();
    assertThat(cookies.isGenuine(now + 2 * MINUTE, FROM, handshake)).isFalse();
    assertThat(cookies.isGenuine(now - 1, FROM, handshake)).isFalse();
  }

  @Test
  void shouldHave48Bits() {
    assertThat(cookie).isBetween(0L, Stamp.TOKEN_MAX);
  }

  @Test
  void shouldBindTheCookieToAddressSourceAndNonce() {
    Frame.Handshake handshake = handshake(5, 6, cookie);
    assertThat(cookies.isGenuine(now, new Endpoint(9, 2, 3), handshake)).isFalse();
    assertThat(cookies.isGenuine(now, new Endpoint(1, 9, 3), handshake)).isFalse();
    assertThat(cookies.isGenuine(now, new Endpoint(1, 2, 9), handshake)).isFalse();
    assertThat(cookies.isGenuine(now, FROM, handshake(9, 6, cookie))).isFalse();
    assertThat(cookies.isGenuine(now, FROM, handshake(5, 9, cookie))).isFalse();
    assertThat(cookies.isGenuine(now, FROM, handshake(5, 6, cookie ^ 1))).isFalse();
    assertThat(cookies.isGenuine(now, FROM, handshake(5, 6, Stamp.NONE))).isFalse();
  }

  @Test
  void shouldNotKnowACookieMadeWithAnotherSecret() {
    Frame.Handshake handshake = handshake(5, 6, cookie);
    assertThat(new Cookies(11, 13).isGenuine(now, FROM, handshake)).isFalse();
    assertThat(new Cookies(10, 12).isGenuine(now, FROM, handshake)).isFalse();
  }

  private static Frame.Handshake handshake(long source, long nonce, long cookie) {
    return new Frame.Handshake(
        Stamp.unnumbered(), new ClientId(source), Address.NOBODY, nonce, cookie, Payload.EMPTY, "");
  }
}
