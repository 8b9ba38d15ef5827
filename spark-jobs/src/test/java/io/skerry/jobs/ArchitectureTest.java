package io.skerry.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The edges between the modules, and what none of them may use, read from the class files. */
final class ArchitectureTest {
  private static final JavaClasses SKERRY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.skerry");

  /** No limit, only a floor: a scan that finds nothing would pass every rule below. */
  @ParameterizedTest
  @CsvSource({
    "core, 70",
    "partitioners, 55",
    "clients, 20",
    "privacy, 15",
    "aggregators, 4",
    "jobs, 25"
  })
  void scan_ofAModule_findsItsClasses(String module, int atLeast) {
    int found = SKERRY.that(resideInAPackage("io.skerry." + module + "..")).size();
    assertTrue(found >= atLeast, () -> module + ": " + found + " classes, at least " + atLeast);
  }

  @Test
  void core_usesTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage("io.skerry.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.skerry.core..", "java..", "javax..", "jdk..", "org.jspecify..")
        .check(SKERRY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"partitioners", "clients", "privacy", "aggregators"})
  void sibling_ofSkerry_usesCoreAndItself(String module) {
    String own = "io.skerry." + module + "..";
    noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.skerry..").and(not(resideInAnyPackage("io.skerry.core..", own))))
        .check(SKERRY);
  }

  @Test
  void engine_isKnownToJobsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.skerry.jobs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "org.apache.parquet..")
        .check(SKERRY);
  }

  @Test
  void tensors_areKnownToClientsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.skerry.clients..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
        .check(SKERRY);
  }

  @Test
  void everyClass_keepsFromBannedLibraries() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("breeze..", "org.scalatest..", "lombok..", "org.mockito..")
        .check(SKERRY);
  }

  @Test
  void randomness_comesFromKeysOnly() {
    noClasses()
        .should()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(StrictMath.class, "random")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, ThreadLocalRandom.class)
        .check(SKERRY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"partitioners", "clients", "privacy", "aggregators"})
  void sibling_ofSkerry_readsNoClock(String module) {
    noClasses()
        .that()
        .resideInAPackage("io.skerry." + module + "..")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class)
        .check(SKERRY);
  }

  @Test
  void job_leavesTheMasterAndTheJvmToItsSubmitter() {
    noClasses()
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethodWhere(
            target(owner(nameMatching("org\\.apache\\.spark\\..*(SparkConf|Builder)")))
                .and(target(nameMatching("setMaster|master"))))
        .check(SKERRY);
  }

  @Test
  void packages_formNoCycle() {
    slices().matching("io.skerry.(**)").should().beFreeOfCycles().check(SKERRY);
  }

  @Test
  void everyPackage_saysWhatLivesThere() {
    List<String> silent =
        SKERRY.getPackage("io.skerry").getSubpackagesInTree().stream()
            .filter(p -> !p.getClasses().isEmpty() && !p.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertEquals(List.of(), silent, "packages without a @NullMarked package-info.java");
  }
}
