package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chappe.auth.LoginKeys;
import org.chappe.client.Device;
import org.chappe.client.Devices;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.session.Credentials;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device is on disk. */
class StoredDeviceTest {

  private static final ClientId OWNER = ClientId.parse("1234567890");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  private static Device device(LoginKeys keys) {
    return new Device(
        ClientId.parse("7300112358"),
        new DeviceName(OWNER, "laptop"),
        new Credentials(keys, 35, false));
  }

  @Test
  void shouldTakeThePlaceOfALogin() throws UserError {
    LoginKeys keys = StoredDevice.begin(directory);
    StoredLogin.write(directory, new Credentials(Devices.draw(), 1, false));
    StoredDevice.write(directory, device(keys));
    assertThat(StoredLogin.read(directory)).isNull();
    RelayClientConfig config =
        StoredLogin.applyTo(RelayClientConfig.of(OWNER, "127.0.0.1", 7001).withJournal(directory));
    assertThat(config.device()).isEqualTo(device(keys));
    assertThat(config.credentials()).isEqualTo(device(keys).credentials());
    assertThat(config.id()).isEqualTo(OWNER);
    StoredDevice.forget(directory);
    assertThat(StoredDevice.read(directory, OWNER)).isNull();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shouldBeginAgainWithTheSameKeysUntilItIsADevice() throws UserError {
    LoginKeys keys = StoredDevice.begin(directory);
    assertThat(StoredDevice.begin(directory)).isEqualTo(keys);
    StoredDevice.write(directory, device(keys));
    assertThat(StoredDevice.begin(directory)).isNotEqualTo(keys);
  }

  private void assertUnreadable(ClientId owner) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> StoredDevice.read(directory, owner))
        .satisfies(error -> {
          assertThat(error.exitCode()).isEqualTo(ExitCodes.FILE);
          assertThat(error.sentence()).contains("isn't one of " + owner + ", or can't be read");
        });
  }

  @Test
  void shouldBeNobodyElsesDevice() throws UserError {
    StoredDevice.write(directory, device(Devices.draw()));
    assertUnreadable(ClientId.parse("0987654321"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7300112358", "7300112358 1234567890.laptop AAAA z", "a b c d"})
  void shouldSayThatItCantBeRead(String line) throws IOException {
    Files.writeString(directory.resolve("device"), line);
    assertUnreadable(OWNER);
  }
}
