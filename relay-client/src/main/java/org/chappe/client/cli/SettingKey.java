package org.chappe.client.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * What can be set once instead of being given with every command: in a context of the configuration file, or in the environment. New
 * keys also go into docs/client.schema.json and docs/CLIENT.md.
 */
enum SettingKey {
  TOPOLOGY("--topology", SettingKey::anything),
  RELAY("--relay", RelayChoice::parse),
  ID("--id", ClientId::parse),
  JOURNAL("--journal", SettingKey::anything),
  PASSWORD_FILE("--password-file", SettingKey::anything),
  COLOURS("--colours", Colours::parse);

  private final String option;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Consumer<String> parser;

  /** @param parser refuses what is no such value with an {@link IllegalArgumentException} in a sentence */
  SettingKey(String option, Consumer<String> parser) {
    this.option = option;
    this.parser = parser;
  }

  /** As it stands in the file. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The variable of the environment. */
  String variable() {
    return "CHAPPE_" + name();
  }

  /** The option that goes before both. */
  String option() {
    return option;
  }

  /** Whether the value is a path, which in the file is relative to the file's directory. */
  boolean isPath() {
    return this == TOPOLOGY || this == JOURNAL || this == PASSWORD_FILE;
  }

  /** What is wrong with a value, in a sentence; null when nothing is. */
  @Nullable String problem(String value) {
    try {
      parser.accept(value);
      return null;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** The keys as they stand in the file. */
  static List<String> keys() {
    return Arrays.stream(values()).map(SettingKey::key).toList();
  }

  private static void anything(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a path is missing");
    }
  }
}
