package dev.trainyard.engine;

import java.util.List;

/** What new releases run on, and what node code can import. Thread-safe; answers from memory. */
public interface RuntimeCatalog {

  /**
   * The runtime for new releases and drafts.
   *
   * @return such as {@code python3.6}
   */
  String runtime();

  /**
   * The layers for new releases and drafts.
   *
   * @return in order
   */
  List<LayerRef> layers();

  /**
   * What node code can import besides the standard library.
   *
   * @return by name, ascending
   */
  List<Library> libraries();

  /**
   * A package that node code can import.
   *
   * @param name as on PyPI
   * @param version such as {@code 2.22.0}
   * @param licence SPDX identifier or a few words
   * @param layer which layer brings it
   */
  record Library(String name, String version, String licence, String layer) {
  }
}
