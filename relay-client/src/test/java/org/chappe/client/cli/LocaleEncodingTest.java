package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocaleEncodingTest {

  @ParameterizedTest
  @CsvSource({
    "C, US-ASCII",
    "POSIX, US-ASCII",
    "C.UTF-8, UTF-8",
    "en_GB.utf8, UTF-8",
    "de_DE.ISO-8859-1, ISO-8859-1",
    "de_DE.ISO-8859-15@euro, ISO-8859-15",
    "de_DE@euro, UTF-8",
    "de_DE, UTF-8",
    "xx.no such thing, UTF-8",
    "xx.ISO-2022-CN, UTF-8"
  })
  void shouldReadTheLocale(String locale, String encoding) {
    assertThat(LocaleEncoding.of(Map.of("LANG", locale)).name()).isEqualTo(encoding);
  }

  @Test
  void shouldReadTheFirstVariableThatIsSet() {
    Map<String, String> environment = new HashMap<>();
    assertThat(LocaleEncoding.of(environment).name()).isEqualTo("UTF-8");
    environment.put("LANG", "C");
    assertThat(LocaleEncoding.of(environment).name()).isEqualTo("US-ASCII");
    environment.put("LC_CTYPE", "C.UTF-8");
    assertThat(LocaleEncoding.of(environment).name()).isEqualTo("UTF-8");
    environment.put("LC_ALL", "");
    assertThat(LocaleEncoding.of(environment).name()).isEqualTo("UTF-8");
    environment.put("LC_ALL", "POSIX");
    assertThat(LocaleEncoding.of(environment).name()).isEqualTo("US-ASCII");
  }
}
