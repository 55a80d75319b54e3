package org.chappe.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chappe.auth.LoginExchange;
import org.chappe.auth.LoginKeys;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.server.ProtocolPage;
import org.junit.jupiter.api.Test;

/** What {@code docs/PROTOCOL.md} says of accounts. */
class AccountPageTest {

  @Test
  void shouldProveAsThePageSays() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : ProtocolPage.block("login")) {
      int space = line.indexOf(' ');
      values.put(line.substring(0, space), line.substring(space).strip());
    }
    LoginKeys keys = LoginKeys.derive(
        values.getOrDefault("password", "").toCharArray(),
        values.getOrDefault("salt", ""),
        Integer.parseInt(values.getOrDefault("iterations", "")));
    LoginExchange exchange = new LoginExchange(
        ClientId.parse(values.getOrDefault("client", "")),
        values.getOrDefault("client-nonce", ""),
        values.getOrDefault("relay-nonce", ""),
        keys.salt(),
        keys.iterations());
    assertThat(keys.verifier().text()).isEqualTo(values.get("verifier"));
    assertThat(exchange.proof(keys)).isEqualTo(values.get("proof"));
    assertThat(exchange.signature(keys.serverKey())).isEqualTo(values.get("signature"));
  }

  @Test
  void shouldReadAndWriteTheTablesOfThePage() throws IOException {
    List<String> tables = ProtocolPage.block("accounts");
    assertThat(tables).hasSizeGreaterThanOrEqualTo(4);
    for (String table : tables) {
      Record read = Objects.requireNonNull(AccountText.read(Payload.of(table)), table);
      Payload written = read instanceof Account account
          ? AccountText.of(account)
          : read instanceof AccountText.Digest digest
              ? AccountText.of(digest)
              : AccountText.of((AccountText.Buckets) read);
      assertThat(written.text()).isEqualTo(table);
    }
  }
}
