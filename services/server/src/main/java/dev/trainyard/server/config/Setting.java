package dev.trainyard.server.config;

import java.util.Locale;

/**
 * Every setting of the server. One with the key {@code http.port} is read, in this order, from the option
 * {@code --http-port}, the property {@code trainyard.http.port} and the environment's {@code TRAINYARD_HTTP_PORT}.
 */
public enum Setting {
  /** Where to listen. */
  HTTP_PORT("http.port", "8080", "port to listen on; 0 takes any free one"),
  /** Where to listen. */
  HTTP_HOST("http.host", "127.0.0.1", "address to listen on"),
  /** What callers may call the server. */
  HTTP_NAMES("http.names", "",
      "host names under which the server is reached besides localhost, separated by commas"),
  /** Where everything is kept. */
  DATA_DIR("data.dir", "./data", "folder of the database, the keys and the token"),
  /** What can be made again. */
  CACHE_DIR("cache.dir", "", "folder for what can be made again, about 250 MB; default: cache in the data folder"),
  /** Who may call. */
  TOKEN("token", "", "token that callers send, 16 to 256 visible characters; default: made at the first start, kept in"
      + " the data folder", true),
  /** What runs code. */
  ENGINE("engine", "local", "what runs node code: local (sandboxes of this machine) or aws (Lambda)"),
  /** Where bots are kept. */
  STORE("store", "local", "where bots are kept: local (the data folder) or aws (DynamoDB, S3 and SSM)"),
  /** The AWS home. */
  AWS_TABLE("aws.table", "trainyard", "table of DynamoDB"),
  /** The AWS home. */
  AWS_BUCKET("aws.bucket", "", "bucket of S3; must be set where AWS is used"),
  /** The AWS home. */
  AWS_PREFIX("aws.prefix", "trainyard", "what names of functions, layers and parameters begin with"),
  /** The AWS home. */
  AWS_ROLE_ARN("aws.role.arn", "", "ARN of the role that node code runs under on Lambda"),
  /** The AWS home. */
  AWS_RUNTIME("aws.runtime", "provided.al2023",
      "runtime of functions on Lambda: provided.al2023, or python3.6 where that is still taken"),
  /** The AWS home. */
  AWS_KMS_KEY("aws.kms.key", "", "key of KMS that encrypts variables; default: the account's own for SSM"),
  /** The AWS home. */
  AWS_CREATE("aws.create", "false",
      "whether to make table, bucket and role where they are absent: for emulators and first tries"),
  /** A bot to look at. */
  SAMPLE("sample", "false", "whether to make the sample bot \"clinic\" in a new data folder"),
  /** Weak isolation. */
  ALLOW_DEGRADED("allow.degraded", "false",
      "whether to listen beyond this machine though node code cannot be isolated fully here"),
  /** Variables. */
  VARIABLES_KEY("variables.key", "", "key of the variables: a Tink keyset in JSON, Base64; default: made at the first"
      + " start, kept in the data folder", true),
  /** The turn log. */
  TURN_LOG_ENABLED("turn.log.enabled", "true", "whether to keep a record of every turn"),
  /** The turn log. */
  TURN_LOG_DAYS("turn.log.days", "7", "how many days records of turns are kept"),
  /** The turn log. */
  TURN_LOG_MEGABYTES("turn.log.megabytes", "512", "about how much space records of turns may take"),
  /** Turns. */
  TURN_WAIT_MILLISECONDS("turn.wait.milliseconds", "500",
      "how long a turn may wait for its start before it is turned away with 503"),
  /** Turns. */
  TURN_STATE_CHARACTERS("turn.state.characters", "2500",
      "the most characters of conversation_details and of user_details in a reply"),
  /** Runs. */
  RUN_WAIT_MILLISECONDS("run.wait.milliseconds", "5000", "how long a run may wait for its start"),
  /** Releases. */
  RELEASE_KEEP("release.keep", "20", "how many releases of a bot are kept besides those that its stages need"),
  /** Functions of what was deleted. */
  LEFTOVER_MINUTES("leftover.minutes", "60",
      "how long functions on Lambda outlive the node or bot that was deleted, for what still uses them"),
  /** Imports. */
  IMPORT_MEGABYTES("import.megabytes", "32", "the most megabytes of one import");

  private final String key;
  private final String defaultText;
  private final String description;
  private final boolean secret;

  Setting(String key, String defaultText, String description) {
    this(key, defaultText, description, false);
  }

  Setting(String key, String defaultText, String description, boolean secret) {
    this.key = key;
    this.defaultText = defaultText;
    this.description = description;
    this.secret = secret;
  }

  /**
   * The property.
   *
   * @return such as {@code trainyard.http.port}
   */
  public String property() {
    return "trainyard." + key;
  }

  /**
   * The environment variable.
   *
   * @return such as {@code TRAINYARD_HTTP_PORT}
   */
  public String variable() {
    return property().replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * The option of the command line. Secrets have none, since others on the machine can read command lines.
   *
   * @return such as {@code --http-port}
   */
  public String option() {
    return "--" + key.replace('.', '-');
  }

  /**
   * The value where nothing is set.
   *
   * @return the text, may be empty
   */
  public String defaultText() {
    return defaultText;
  }

  /**
   * What it is for.
   *
   * @return half a sentence
   */
  public String description() {
    return description;
  }

  /**
   * Whether the value must not be shown.
   *
   * @return true for keys and tokens
   */
  public boolean secret() {
    return secret;
  }
}
