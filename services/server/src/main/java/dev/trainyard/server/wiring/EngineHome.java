package dev.trainyard.server.wiring;

import dev.trainyard.engine.CodeChecker;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;

/** The half of the adapters that runs code; closing the engine closes all of it. */
record EngineHome(FunctionEngine engine, CodeChecker checker, RuntimeCatalog catalog) {
}
