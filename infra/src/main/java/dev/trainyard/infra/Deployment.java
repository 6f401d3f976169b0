package dev.trainyard.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What an operator decides about a deployment. Each part is read from the CDK context: {@code -c prefix=yard}.
 *
 * @param prefix starts the names of functions, layers and parameters; two deployments in a region need two
 * @param reach who can reach the load balancer
 * @param certificate ARN of the load balancer's certificate; without one it speaks HTTP, inside the VPC only
 * @param names host names under which callers reach the service, lower case; they must resolve to the load balancer
 * @param callers address ranges that may call
 * @param copies how many copies of the server run
 * @param alarmEmail who is told of alarms
 */
record Deployment(String prefix, Reach reach, Optional<String> certificate, List<String> names, List<String> callers,
    Copies copies, Optional<String> alarmEmail) {
  private static final String ADDRESS_RANGE = "[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}";
  private static final int MOST_COPIES = 50;

  /** Who can reach the load balancer. */
  enum Reach {
    /** What is in the VPC, or is connected to it. */
    INTERNAL,
    /** The internet, by HTTPS. */
    INTERNET
  }

  /**
   * How many copies of the server run.
   *
   * @param least at least two, so that the loss of one is not an outage
   * @param most under load
   */
  record Copies(int least, int most) {
  }

  Deployment {
    names = List.copyOf(names);
    callers = List.copyOf(callers);
  }

  /**
   * Reads and checks all decisions.
   *
   * @param context gives the text of a key
   * @return the decisions
   * @throws IllegalArgumentException with every problem
   */
  static Deployment read(Function<String, Optional<String>> context) {
    List<String> problems = new ArrayList<>();
    Reader read = new Reader(context, problems);
    Reach reach = read.text("reach", "internal", "internal or internet", text -> text.matches("internal|internet"))
        .equals("internet") ? Reach.INTERNET : Reach.INTERNAL;
    Deployment deployment = new Deployment(
        read.text("prefix", "trainyard", "2 to 20 small letters, digits and -, the first a letter, and not aws or ssm",
            text -> text.matches("(?!aws|ssm)[a-z][a-z0-9-]{0,18}[a-z0-9]")),
        reach,
        read.optional("certificate", "the ARN of a certificate of ACM",
            text -> text.matches("arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+")),
        read.list("names", "host names in small letters", text -> text.matches("[a-z0-9][a-z0-9.-]{0,252}")),
        read.list("callers", "address ranges such as 10.0.0.0/8", text -> text.matches(ADDRESS_RANGE)),
        new Copies(read.number("copies", 2), read.number("most_copies", 10)),
        read.optional("alarm_email", "an address of mail", text -> text.matches("[^@\\s]+@[^@\\s]+")));
    deployment.addProblems(problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return deployment;
  }

  private void addProblems(List<String> problems) {
    if (reach == Reach.INTERNET && certificate.isEmpty()) {
      problems.add("reach=internet needs a certificate: the token must not cross the internet in the clear");
    }
    if (certificate.isPresent() && names.isEmpty()) {
      problems.add("certificate needs names: the server answers only to host names that it knows");
    }
    if (copies.least() > copies.most()) {
      problems.add("most_copies must not be less than copies");
    }
  }

  private record Reader(Function<String, Optional<String>> context, List<String> problems) {

    String text(String key, String without, String must, Predicate<String> fits) {
      return optional(key, must, fits).orElse(without);
    }

    Optional<String> optional(String key, String must, Predicate<String> fits) {
      Optional<String> text = context.apply(key).map(String::strip).filter(value -> !value.isEmpty());
      if (text.isPresent() && !fits.test(text.get())) {
        problems.add("%s must be %s; it is: %s".formatted(key, must, text.get()));
        return Optional.empty();
      }
      return text;
    }

    List<String> list(String key, String must, Predicate<String> fits) {
      String text = text(key, "", must + ", separated by commas",
          value -> List.of(value.split(",", -1)).stream().map(String::strip).allMatch(fits));
      return text.isEmpty() ? List.of() : List.of(text.split(",", -1)).stream().map(String::strip).toList();
    }

    int number(String key, int without) {
      return Integer.parseInt(text(key, String.valueOf(without), "a whole number from 2 to " + MOST_COPIES,
          value -> value.matches("[0-9]{1,2}") && Integer.parseInt(value) >= 2
              && Integer.parseInt(value) <= MOST_COPIES));
    }
  }
}
