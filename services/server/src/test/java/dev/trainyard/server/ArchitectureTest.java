package dev.trainyard.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may know whom. Each rule fails if it matches no class. */
class ArchitectureTest {
  private static final String[] CORE = {"dev.trainyard.bot..", "dev.trainyard.engine..", "dev.trainyard.error..",
      "dev.trainyard.json..", "dev.trainyard.page..", "dev.trainyard.release..", "dev.trainyard.run..",
      "dev.trainyard.turn..", "dev.trainyard.variable.."};
  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.trainyard");

  @Test
  @DisplayName("core knows the JDK and Jackson only")
  void coreKnowsLittle() {
    String[] known = new String[CORE.length + 3];
    System.arraycopy(CORE, 0, known, 0, CORE.length);
    known[CORE.length] = "java..";
    known[CORE.length + 1] = "com.fasterxml.jackson..";
    known[CORE.length + 2] = "org.jspecify..";
    classes().that().resideInAnyPackage(CORE).should().onlyDependOnClassesThat().resideInAnyPackage(known)
        .check(CLASSES);
  }

  @Test
  @DisplayName("the local home knows core, not the server")
  void localKnowsCore() {
    noClasses().that().resideInAPackage("dev.trainyard.local..").should().dependOnClassesThat()
        .resideInAnyPackage("dev.trainyard.server..", "io.micronaut..").check(CLASSES);
  }

  @Test
  @DisplayName("the two halves of the local home do not know each other")
  void storesAndEngineAreApart() {
    noClasses().that().resideInAPackage("dev.trainyard.local.store..").should().dependOnClassesThat()
        .resideInAnyPackage("dev.trainyard.local.engine..", "dev.trainyard.local.layer..").check(CLASSES);
    noClasses().that().resideInAPackage("dev.trainyard.local.engine..").should().dependOnClassesThat()
        .resideInAPackage("dev.trainyard.local.store..").check(CLASSES);
  }

  @Test
  @DisplayName("the AWS home knows core, neither the server nor the local home")
  void awsKnowsCore() {
    noClasses().that().resideInAPackage("dev.trainyard.aws..").should().dependOnClassesThat()
        .resideInAnyPackage("dev.trainyard.server..", "dev.trainyard.local..", "io.micronaut..").check(CLASSES);
    noClasses().that().resideInAPackage("dev.trainyard.local..").should().dependOnClassesThat()
        .resideInAnyPackage("dev.trainyard.aws..", "software.amazon..").check(CLASSES);
  }

  @Test
  @DisplayName("the two halves of the AWS home share its clients alone")
  void awsHalvesAreApart() {
    noClasses().that().resideInAPackage("dev.trainyard.aws.store..").should().dependOnClassesThat()
        .resideInAPackage("dev.trainyard.aws.engine..").check(CLASSES);
    noClasses().that().resideInAPackage("dev.trainyard.aws.engine..").should().dependOnClassesThat()
        .resideInAPackage("dev.trainyard.aws.store..").check(CLASSES);
    noClasses().that().resideInAPackage("dev.trainyard.aws.client..").should().dependOnClassesThat()
        .resideInAnyPackage("dev.trainyard.aws.store..", "dev.trainyard.aws.engine..").check(CLASSES);
  }

  @Test
  @DisplayName("in the server, only the wiring knows the homes, and nothing but one class of it knows AWS")
  void onlyWiringKnowsAdapters() {
    noClasses().that().resideInAPackage("dev.trainyard.server..").and()
        .resideOutsideOfPackage("dev.trainyard.server.wiring..").should().dependOnClassesThat()
        .resideInAnyPackage("dev.trainyard.local..", "dev.trainyard.aws..").check(CLASSES);
    noClasses().that().resideInAPackage("dev.trainyard.server..").and()
        .doNotHaveSimpleName("AwsAdapters").should().dependOnClassesThat()
        .resideInAnyPackage("dev.trainyard.aws..", "software.amazon..").check(CLASSES);
  }

  @Test
  @DisplayName("one package draws the object graph, and nothing is injected into fields")
  void oneGraph() {
    classes().that().areAnnotatedWith(Factory.class).should().resideInAPackage("dev.trainyard.server.wiring..")
        .check(CLASSES);
    fields().that().areDeclaredInClassesThat().resideInAPackage("dev.trainyard.server..").should()
        .notBeAnnotatedWith(Inject.class).check(CLASSES);
  }

  @Test
  @DisplayName("core reads no clock, no id and no random source by itself")
  void coreReadsNothing() {
    noClasses().that().resideInAnyPackage(CORE).should().callMethod(Instant.class, "now").orShould()
        .callMethod(System.class, "currentTimeMillis").orShould().callMethod(UUID.class, "randomUUID").orShould()
        .callMethod(Clock.class, "systemUTC").orShould().callMethod(System.class, "getenv", String.class).orShould()
        .dependOnClassesThat().areAssignableTo(Random.class).check(CLASSES);
  }
}
