package dev.trainyard.server.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The names under which callers may know this server. Immutable. */
public final class ServerNames {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");

  private final Set<String> names;

  /**
   * The names of a server.
   *
   * @param address where it listens
   * @param more further names, lower case
   */
  public ServerNames(String address, List<String> more) {
    TreeSet<String> all = new TreeSet<>(LOOPBACK);
    if (!WILDCARDS.contains(address)) {
      all.add(inAddresses(address));
    }
    all.addAll(more);
    this.names = Set.copyOf(all);
  }

  /**
   * The name by which this machine reaches a server of its own.
   *
   * @param address where it listens
   * @return as it stands in addresses
   */
  public static String fromHere(String address) {
    return WILDCARDS.contains(address) ? "127.0.0.1" : inAddresses(address);
  }

  private static String inAddresses(String address) {
    return address.indexOf(':') >= 0 && !address.startsWith("[")
        ? "[" + address + "]"
        : address.toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a caller may know the server by a name: one of its names, or the very address that the caller connected to,
   * as load balancers do that look after its health. A name that was pointed at the server is neither.
   */
  boolean contains(String name, @Nullable InetSocketAddress connectedTo) {
    return names.contains(name) || (connectedTo != null && name.equals(literal(connectedTo.getAddress())));
  }

  private static String literal(InetAddress address) {
    return address instanceof Inet6Address
        ? "[" + address.getHostAddress().replaceFirst("%.*", "") + "]"
        : address.getHostAddress();
  }

  /**
   * Whether an origin is this server's own: the scheme may differ behind a proxy that ends TLS, name and port may not.
   */
  boolean isOwnOrigin(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }

  static String nameOf(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    return (end > 0 ? host.substring(0, end) : host).toLowerCase(Locale.ROOT);
  }
}
