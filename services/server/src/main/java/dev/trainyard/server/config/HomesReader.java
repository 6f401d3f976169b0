package dev.trainyard.server.config;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads where the two halves of the product live, and checks what they need there. */
final class HomesReader {
  private static final String ROLE = "arn:aws[a-z-]*:iam::[0-9]{12}:role/[!-~]{1,512}";

  private HomesReader() {
  }

  static Homes read(SettingReader read, SettingSource source) {
    boolean engine = onAws(read, Setting.ENGINE);
    boolean store = onAws(read, Setting.STORE);
    if (!engine && !store) {
      return Homes.LOCAL;
    }
    boolean create = read.flag(Setting.AWS_CREATE);
    if (store && !create) {
      read.required(Setting.TOKEN, "set where bots are kept on AWS, since all copies of the server must have the same");
    }
    return new Homes(engine, store, Optional.of(new Homes.Aws(
        read.text(Setting.AWS_TABLE, "3 to 255 letters, digits, dots, dashes and underscores",
            text -> text.matches("[A-Za-z0-9_.-]{3,255}")),
        read.text(Setting.AWS_BUCKET, "the name of a bucket: 3 to 63 lower-case letters, digits, dots and dashes",
            text -> text.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")),
        read.text(Setting.AWS_PREFIX,
            "a letter, then at most 19 letters, digits, dashes and underscores, and begin with neither aws nor ssm",
            text -> text.matches("[A-Za-z][A-Za-z0-9_-]{0,19}") && !reserved(text)),
        role(read, engine && !create),
        read.text(Setting.AWS_RUNTIME, "provided.al2023 or python3.6",
            text -> text.equals("provided.al2023") || text.equals("python3.6")),
        optional(read, Setting.AWS_KMS_KEY, "the id, ARN or alias of a key", text -> text.matches("[!-~]{1,2048}")),
        create, endpoint(read, source))));
  }

  private static boolean onAws(SettingReader read, Setting setting) {
    return read.text(setting, "local or aws", text -> text.equals("local") || text.equals("aws")).equals("aws");
  }

  private static Optional<String> role(SettingReader read, boolean required) {
    String must = "the ARN of a role, such as arn:aws:iam::123456789012:role/trainyard-node";
    if (required) {
      read.required(Setting.AWS_ROLE_ARN, must);
    }
    return optional(read, Setting.AWS_ROLE_ARN, must, text -> text.matches(ROLE));
  }

  private static Optional<String> optional(SettingReader read, Setting setting, String must, Predicate<String> fits) {
    String text = read.text(setting, must, value -> value.isEmpty() || fits.test(value));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<URI> endpoint(SettingReader read, SettingSource source) {
    return source.endpoint().flatMap(text -> {
      if (text.matches("https?://[A-Za-z0-9.:_\\[\\]-]{1,253}/?")) {
        return Optional.of(URI.create(text));
      }
      read.refuse(SettingSource.ENDPOINT, text, "an address such as http://127.0.0.1:4566");
      return Optional.empty();
    });
  }

  /** Names of parameters that only AWS may use. */
  private static boolean reserved(String prefix) {
    String lower = prefix.toLowerCase(Locale.ROOT);
    return lower.startsWith("aws") || lower.startsWith("ssm");
  }
}
