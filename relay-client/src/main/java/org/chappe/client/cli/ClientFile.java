package org.chappe.client.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chappe.yaml.FileKind;
import org.chappe.yaml.FileProblem;
import org.chappe.yaml.Findings;
import org.chappe.yaml.LocatedYaml;
import org.chappe.yaml.LocatedYaml.Entry;
import org.chappe.yaml.LocatedYaml.Mapping;
import org.chappe.yaml.LocatedYaml.Text;
import org.chappe.yaml.LocatedYaml.Value;
import org.chappe.yaml.LocatedYaml.Whole;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file: contexts, each a set of settings under a name, and which of them is used.
 *
 * @param path where it is, whether it is there or not
 * @param current the context that is used unless another one is asked for; null for none
 * @param contexts the settings of each context, in the order of the file
 */
record ClientFile(
    Path path, @Nullable String current, Map<String, Map<SettingKey, Setting>> contexts) {

  /** Contexts in one file at most; a person has a handful. */
  static final int CONTEXTS_MAX = 1_000;

  private static final FileKind KIND = new FileKind(
      "a configuration file", "remove it or give it contexts", "it has at most contexts of keys");

  /** Where the file is: in {@code $XDG_CONFIG_HOME/chappe}, or in {@code ~/.config/chappe}. */
  static Path path(Map<String, String> environment) {
    String given = environment.get("XDG_CONFIG_HOME");
    boolean isUsable = given != null && Path.of(given).isAbsolute();
    Path base = isUsable ? Path.of(given) : Path.of(System.getProperty("user.home"), ".config");
    return base.resolve("chappe").resolve("client.yaml");
  }

  /** Reads a file; one that isn't there has no contexts. */
  static ClientFile read(Path path) throws UserError {
    if (!Files.exists(path)) {
      return new ClientFile(path, null, Map.of());
    }
    try {
      return new Reader(path).file(KIND.read(path));
    } catch (FileProblem e) {
      throw userError(e);
    }
  }

  /** What stands in a file, be it right or wrong. */
  static Value tree(Path path) throws UserError {
    try {
      return KIND.read(path);
    } catch (FileProblem e) {
      throw userError(e);
    }
  }

  private static UserError userError(FileProblem problem) {
    return new UserError(ExitCodes.FILE, String.join("\n", problem.problems()));
  }

  /** The settings of a context. */
  Map<SettingKey, Setting> context(String name, String origin) throws UserError {
    Map<SettingKey, Setting> context = contexts.get(name);
    if (context != null) {
      return context;
    }
    String there = contexts.isEmpty() ? "has none" : "has " + String.join(", ", contexts.keySet());
    throw new UserError(
        ExitCodes.FILE,
        "there is no context \"" + Printable.line(name) + "\", which " + origin + " asks for; "
            + path
            + (Files.exists(path)
                ? " " + there
                : " isn't there: write it as docs/CLIENT.md tells"));
  }

  /** Makes a file of its tree, and collects all that is wrong with it on the way. */
  private static final class Reader {
    private final Path path;
    private final Findings findings;

    Reader(Path path) {
      this.path = path;
      this.findings = new Findings(path.toString());
    }

    ClientFile file(Value root) throws FileProblem {
      Map<String, Value> keys = findings.keys(root, List.of("context", "contexts"), "the file");
      Map<String, Map<SettingKey, Setting>> contexts = contexts(keys.get("contexts"));
      Value current = keys.get("context");
      String name = current == null ? null : scalar(current);
      if (current != null && (name == null || !contexts.containsKey(name))) {
        findings.refuse(
            current.place(),
            "context is the name of one of the contexts below; " + current.shown() + " is not");
      }
      findings.refuseIfWrong();
      return new ClientFile(path, name, contexts);
    }

    private Map<String, Map<SettingKey, Setting>> contexts(@Nullable Value value) {
      Map<String, Map<SettingKey, Setting>> contexts = new LinkedHashMap<>();
      if (value == null) {
        return contexts;
      }
      if (!(value instanceof Mapping mapping) || mapping.entries().size() > CONTEXTS_MAX) {
        findings.refuse(
            value.place(),
            "contexts are names, each with keys below, at most " + CONTEXTS_MAX + "; "
                + value.shown() + " is not that");
        return contexts;
      }
      for (Entry entry : mapping.entries()) {
        if (contexts.putIfAbsent(entry.key(), context(entry.value())) != null) {
          findings.refuse(
              entry.place(),
              "context " + LocatedYaml.shortened(entry.key()) + " is given twice; remove one");
        }
      }
      return contexts;
    }

    private Map<SettingKey, Setting> context(Value value) {
      Map<SettingKey, Setting> settings = new EnumMap<>(SettingKey.class);
      Map<String, Value> keys = findings.keys(value, SettingKey.keys(), "a context");
      for (SettingKey key : SettingKey.values()) {
        Value set = keys.get(key.key());
        Setting setting = set == null ? null : setting(key, set);
        if (setting != null) {
          settings.put(key, setting);
        }
      }
      return settings;
    }

    private @Nullable Setting setting(SettingKey key, Value value) {
      String written = scalar(value);
      String problem = written == null ? "a text or a number is missing" : key.problem(written);
      if (written == null || problem != null) {
        findings.refuse(value.place(), key.key() + ": " + problem + "; correct it");
        return null;
      }
      boolean isPath = key.isPath() && !written.equals(JournalOption.NONE);
      return new Setting(
          isPath ? absolute(written).toString() : written,
          path + ":" + value.place().line());
    }

    private Path absolute(String written) {
      String home = System.getProperty("user.home");
      String expanded = written.startsWith("~/") ? home + written.substring(1) : written;
      return path.toAbsolutePath().resolveSibling(expanded).normalize();
    }

    private static @Nullable String scalar(Value value) {
      if (value instanceof Text text) {
        return text.text();
      }
      return value instanceof Whole whole ? whole.digits() : null;
    }
  }
}
