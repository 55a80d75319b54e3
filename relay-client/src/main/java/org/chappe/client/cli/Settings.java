package org.chappe.client.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is set when no option says otherwise: the environment goes before the context of the file.
 *
 * @param environment the variables
 * @param file the configuration file
 * @param name the context that is used; null for none
 * @param context its settings
 */
record Settings(
    Map<String, String> environment,
    ClientFile file,
    @Nullable String name,
    Map<SettingKey, Setting> context) {

  /** The variable that names a context. */
  static final String CONTEXT = "CHAPPE_CONTEXT";

  /** @param asked the context that an option asks for; null for none */
  static Settings of(Map<String, String> environment, @Nullable String asked) throws UserError {
    ClientFile file = ClientFile.read(ClientFile.path(environment));
    String variable = variable(environment, CONTEXT);
    if (asked != null) {
      return new Settings(environment, file, asked, file.context(asked, "--context"));
    }
    if (variable != null) {
      return new Settings(environment, file, variable, file.context(variable, CONTEXT));
    }
    String current = file.current();
    return current == null
        ? new Settings(environment, file, null, Map.of())
        : new Settings(environment, file, current, file.context(current, "context:"));
  }

  /**
   * A setting; null when there is none.
   *
   * @throws UserError if the environment holds what is no such value
   */
  @Nullable Setting find(SettingKey key) throws UserError {
    String value = variable(environment, key.variable());
    if (value == null) {
      return context.get(key);
    }
    String problem = key.problem(value);
    if (problem != null) {
      throw new UserError(ExitCodes.USAGE, key.variable() + ": " + Printable.line(problem));
    }
    return new Setting(value, key.variable());
  }

  /** The value of a setting; null when there is none. */
  @Nullable String value(SettingKey key) throws UserError {
    Setting setting = find(key);
    return setting == null ? null : setting.value();
  }

  /** What to do where a setting is needed and there is none. */
  UserError missing(SettingKey key, String what) {
    return new UserError(
        ExitCodes.USAGE,
        "Say " + what + " with " + key.option() + ", with " + key.variable() + ", or as "
            + key.key() + " in a context of " + file.path() + "; see relay-client --help");
  }

  /** A variable; null when it isn't set or empty. */
  private static @Nullable String variable(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
