package org.chappe.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs of passwords. */
class LoginExchangeTest {

  private static final ClientId ANNA = ClientId.parse("1234567890");
  private static final byte[] SALT = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
  private static final LoginKeys KEYS =
      LoginKeys.derive("pencil".toCharArray(), SALT, Verifier.ITERATIONS_MIN);
  private static final String CLIENT_NONCE = "abcdefghijklmnop";
  private static final String RELAY_NONCE = "ABCDEFGHIJKLMNOP";

  private static LoginExchange exchange(String clientNonce, String relayNonce) {
    return new LoginExchange(ANNA, clientNonce, relayNonce, KEYS.salt(), KEYS.iterations());
  }

  private final LoginExchange exchange = exchange(CLIENT_NONCE, RELAY_NONCE);

  @Test
  void shouldDeriveTheKeysOfRfc7677() {
    assertThat(KEYS.verifier())
        .isEqualTo(new Verifier(
            "W22ZaJ0SNY7soEsUEjb6gQ",
            4096,
            "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY",
            "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU"));
  }

  @Test
  void shouldBeProvenByWhoKnowsThePassword() {
    assertThat(exchange.isProvenBy(exchange.proof(KEYS), KEYS.verifier())).isTrue();
  }

  @Test
  void shouldNotBeProvenByAnotherPassword() {
    LoginKeys wrong = LoginKeys.derive("Pencil".toCharArray(), SALT, Verifier.ITERATIONS_MIN);
    assertThat(exchange.isProvenBy(exchange.proof(wrong), KEYS.verifier())).isFalse();
  }

  @Test
  void shouldNotBeProvenByTheProofOfAnotherLogin() {
    String proof = exchange.proof(KEYS);
    Verifier verifier = KEYS.verifier();
    assertThat(exchange(CLIENT_NONCE, "ABCDEFGHIJKLMNO_").isProvenBy(proof, verifier))
        .isFalse();
    assertThat(exchange("abcdefghijklmno_", RELAY_NONCE).isProvenBy(proof, verifier))
        .isFalse();
    LoginExchange another = new LoginExchange(
        new ClientId(1), CLIENT_NONCE, RELAY_NONCE, KEYS.salt(), KEYS.iterations());
    assertThat(another.isProvenBy(proof, verifier)).isFalse();
  }

  @Test
  void shouldNotBeProvenByWhatIsKeptOfThePassword() {
    Verifier kept = KEYS.verifier();
    LoginKeys stolen =
        new LoginKeys(kept.salt(), kept.iterations(), kept.storedKey(), kept.serverKey());
    assertThat(exchange.isProvenBy(exchange.proof(stolen), kept)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "ä", "=="})
  void shouldNotBeProvenByGarbage(String proof) {
    assertThat(exchange.isProvenBy(proof, KEYS.verifier())).isFalse();
  }

  @Test
  void shouldShowThatTheRelayKnowsTheAccount() {
    String signature = exchange.signature(KEYS.serverKey());
    assertThat(exchange.isSignedBy(signature, KEYS)).isTrue();
    assertThat(exchange(CLIENT_NONCE, "ABCDEFGHIJKLMNO_").isSignedBy(signature, KEYS))
        .isFalse();
    assertThat(exchange.isSignedBy("", KEYS)).isFalse();
  }

  @Test
  void shouldReadWhatItWrites() {
    assertThat(Verifier.read(KEYS.verifier().text())).isEqualTo(KEYS.verifier());
    assertThat(LoginKeys.read(KEYS.text())).isEqualTo(KEYS);
    assertThat(KEYS.toString()).doesNotContain(KEYS.clientKey());
    assertThat(KEYS.verifier().text()).hasSize(22 + 1 + 4 + 1 + 43 + 1 + 43);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "...",
        "W22ZaJ0SNY7soEsUEjb6gQ.4095.WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY.wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU",
        "W22ZaJ0SNY7soEsUEjb6gQ.1000001.WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY.wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU",
        "W22ZaJ0SNY7soEsUEjb6gR.4096.WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY.wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU",
        "W22ZaJ0SNY7soEsUEjb6gQ.4096.WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY",
        "W22ZaJ0SNY7soEsUEjb6gQ.4096.WG5d.wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU"
      })
  void shouldNotReadWhatIsNoVerifier(String text) {
    assertThat(Verifier.read(text)).isNull();
  }

  @Test
  void shouldRefuseToBeKeptBusyOrMadeWeak() {
    char[] password = "pencil".toCharArray();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoginKeys.derive(password, SALT, Verifier.ITERATIONS_MIN - 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoginKeys.derive(password, SALT, Verifier.ITERATIONS_MAX + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoginKeys.derive(new char[0], SALT, Verifier.ITERATIONS_MIN));
  }
}
