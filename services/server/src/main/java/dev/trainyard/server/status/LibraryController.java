package dev.trainyard.server.status;

import dev.trainyard.engine.RuntimeCatalog;
import dev.trainyard.server.http.ListView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;

/** What node code can import. */
@Controller("/api/v1/libraries")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class LibraryController {
  private final RuntimeCatalog catalog;

  LibraryController(RuntimeCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * A package.
   *
   * @param name as on PyPI
   * @param version its version
   * @param licence under which it is given
   * @param layer which brings it
   */
  @Serdeable
  record LibraryView(String name, String version, String licence, String layer) {

    static LibraryView of(RuntimeCatalog.Library library) {
      return new LibraryView(library.name(), library.version(), library.licence(), library.layer());
    }
  }

  @Get
  ListView<LibraryView> list() {
    return ListView.whole(catalog.libraries().stream().map(LibraryView::of).toList());
  }
}
